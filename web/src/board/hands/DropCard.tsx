import { CircleAlert, CircleCheck, Info, LoaderCircle } from "lucide-react";
import { useLayoutEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { useGeometry } from "../geometry";
import { schedule } from "../schedule";
import { spanName } from "../../time/span";
import { classes } from "../../ui/classes";
import { words as common } from "../../words/common";
import { words } from "../../words/hands";
import { groundOf } from "./ground";
import { clashesOf, isUnmoved, type Proposal } from "./model/placement";
import { lengthText } from "./model/spelling";
import type { Verdict } from "./model/verdict";

const GAP = 8;
const ICONS = { asking: LoaderCircle, fine: CircleCheck, remark: Info, refused: CircleAlert };
const COLOURS = { asking: "text-muted", fine: "text-success", remark: "text-warning", refused: "text-danger" };

/** Says beside the ghost, and to screen readers, what a drop would do. */
export function DropCard({ proposal, verdict, byKeys }: { proposal: Proposal; verdict: Verdict | null; byKeys: boolean }) {
  const { name, when, length } = useSubject(proposal);
  const [said, tone] = saidOf(proposal, verdict);
  const card = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ left: -9999, top: 0 });
  useLayoutEffect(() => {
    const ghost = document.querySelector("[data-ghost]")?.getBoundingClientRect();
    const own = card.current?.getBoundingClientRect();
    if (ghost === undefined || own === undefined) return;
    const below = ghost.bottom + GAP;
    const top = below + own.height + GAP > window.innerHeight ? ghost.top - own.height - GAP : below;
    const left = Math.max(GAP, Math.min(ghost.left, window.innerWidth - own.width - GAP));
    setPlace((before) => (before.left === left && before.top === top ? before : { left, top }));
  }, [proposal, said.join("|")]);
  const Icon = ICONS[tone];
  return createPortal(
    <div
      ref={card}
      aria-hidden
      data-testid="drop-card"
      data-tone={tone}
      className={classes(
        "pointer-events-none fixed z-[70] w-max max-w-80 rounded-lg border bg-raised px-3 py-2 text-sm shadow-lg",
        tone === "refused" ? "border-danger" : "border-line",
      )}
      style={place}
    >
      <p className="font-medium">{when}</p>
      <p className="text-xs text-muted">
        {name} · {length}
      </p>
      {proposal.kind === "copy" && <p className="text-xs text-muted">{words.preview.copy}</p>}
      {said.length > 0 && (
        <div className={classes("mt-1.5 flex gap-1.5", COLOURS[tone])}>
          <Icon className={classes("mt-0.5 size-4 shrink-0", tone === "asking" && "animate-spin")} />
          <div>
            {said.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </div>
        </div>
      )}
      {byKeys && <p className="mt-1.5 border-t border-line pt-1.5 text-xs text-muted">{words.preview.byKeys}</p>}
    </div>,
    document.body,
  );
}

/** What is said of it: by the board at once where firm bookings are in the way, else by the server. */
function saidOf(proposal: Proposal, verdict: Verdict | null): readonly [lines: readonly string[], tone: Verdict["tone"]] {
  if (verdict !== null && verdict.tone !== "asking") return [verdict.lines, verdict.tone];
  if (proposal.kind === "move" || proposal.kind === "resize") {
    const found = clashesOf(proposal.placements, (artistId) => schedule.of(artistId));
    const names = found.map(({ project, status }) => `${project?.name ?? common.noProject}, ${common.status[status].toLowerCase()}`);
    if (found.length > 0) return [[words.inTheWay([...new Set(names)].join("; "))], "refused"];
  }
  return [verdict?.lines ?? [], verdict?.tone ?? "fine"];
}

function useSubject(proposal: Proposal): { name: string; when: string; length: string } {
  const ground = groundOf(useGeometry());
  const { artistId, when } = proposal.kind === "draw" ? proposal : proposal.placements[0];
  const zone = ground.zoneOf(artistId);
  return { name: ground.artistOf(artistId)?.name ?? "", when: spanName(when, zone), length: lengthText(when, zone) };
}

/** The same in one sentence for screen readers, once it is known: a word for every pixel would be noise. */
export function useSpoken(proposal: Proposal | null, verdict: Verdict | null): string {
  const ground = groundOf(useGeometry());
  if (proposal === null || verdict?.tone === "asking") return "";
  const { artistId, when } = proposal.kind === "draw" ? proposal : proposal.placements[0];
  const isHeld = proposal.kind !== "draw" && isUnmoved(proposal.placements[0]);
  const said = isHeld ? words.preview.byKeys : (verdict?.lines.join(". ") ?? "");
  return words.preview.spoken(ground.artistOf(artistId)?.name ?? "", spanName(when, ground.zoneOf(artistId)), said);
}
