import type { RoleName } from "../../session/identity";
import { words } from "../../words/common";

const NAMES: Record<RoleName, string> = {
  owner: words.role.OWNER,
  admin: words.role.ADMIN,
  manager: words.role.MANAGER,
  artist: words.role.ARTIST,
  viewer: words.role.VIEWER,
};

/** What somebody is in a studio, as the server's lists say it. */
export function RoleTag({ role }: { role: RoleName }) {
  return <span className="shrink-0 rounded-full bg-sunken px-2 py-0.5 text-xs font-medium text-muted">{NAMES[role]}</span>;
}
