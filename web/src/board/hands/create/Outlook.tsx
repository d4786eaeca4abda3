import { CircleAlert, CircleCheck, Info, LoaderCircle } from "lucide-react";
import { classes } from "../../../ui/classes";
import type { Verdict } from "../model/verdict";

const ICONS = { asking: LoaderCircle, fine: CircleCheck, remark: Info, refused: CircleAlert };
const COLOURS = { asking: "text-muted", fine: "text-success", remark: "text-warning", refused: "text-danger" };

/** What the server would say to what stands in a form. */
export function Outlook({ verdict }: { verdict: Verdict | null }) {
  if (verdict === null) return <div role="status" className="min-h-6" />;
  const Icon = ICONS[verdict.tone];
  return (
    <div role="status" data-testid="outlook" data-tone={verdict.tone} className={classes("mt-2 flex min-h-6 gap-2 text-sm", COLOURS[verdict.tone])}>
      <Icon aria-hidden className={classes("mt-0.5 size-4 shrink-0", verdict.tone === "asking" && "animate-spin")} />
      <div className="min-w-0">
        {verdict.lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </div>
  );
}
