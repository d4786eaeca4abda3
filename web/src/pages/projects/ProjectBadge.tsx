import type { ProjectStatus } from "../../api/operations";
import { Badge } from "../../ui/Badge";
import { words } from "../../words/projects";

const LOOKS = { PLANNING: "accent", ACTIVE: "success", ON_HOLD: "warning", COMPLETED: "plain", CANCELLED: "plain", ARCHIVED: "plain" } as const;

/** Where a project stands. */
export function ProjectBadge({ status }: { status: ProjectStatus }) {
  return <Badge look={LOOKS[status]}>{words.status[status]}</Badge>;
}
