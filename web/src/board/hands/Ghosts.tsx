import { useGeometry } from "../geometry";
import { schedule } from "../schedule";
import { classes } from "../../ui/classes";
import { words as common } from "../../words/common";
import { words } from "../../words/hands";
import { clashesOf, type Proposal } from "./model/placement";
import type { When } from "./model/when";
import type { Verdict } from "./model/verdict";

const LEAST_WIDTH = 4;

interface Ghost {
  readonly id: string;
  readonly artistId: string;
  readonly when: When;
  readonly label: string;
}

/** Where what lies in the hand would be. Hidden from screen readers, to which `DropCard` speaks. */
export function Ghosts({ proposal, verdict }: { proposal: Proposal; verdict: Verdict | null }) {
  const isRefused = verdict?.tone === "refused" || clashes(proposal);
  return ghostsOf(proposal).map((ghost, index) => <GhostBox key={ghost.id} {...ghost} isLead={index === 0} isRefused={isRefused} />);
}

function GhostBox({ artistId, when, label, isLead, isRefused }: Ghost & { isLead: boolean; isRefused: boolean }) {
  const geometry = useGeometry();
  const row = geometry.rowTop(artistId);
  if (row === null) return null;
  const left = geometry.xOf(when.start, artistId);
  const width = Math.max(LEAST_WIDTH, geometry.xOf(when.end, artistId) - left);
  return (
    <div
      aria-hidden
      {...(isLead && { "data-ghost": isRefused ? "refused" : "free" })}
      className={classes(
        "pointer-events-none absolute z-20 flex items-center rounded-md border-2 px-1.5 text-xs font-semibold",
        isRefused
          ? "border-danger border-dashed bg-danger-soft/85 text-danger bg-[repeating-linear-gradient(45deg,transparent_0_5px,color-mix(in_oklab,var(--danger)_25%,transparent)_5px_7px)]"
          : "border-accent bg-accent-soft/85 text-accent",
      )}
      style={{ left, width, top: row.top + 2, height: row.height - 4 }}
    >
      <span className="truncate">{label}</span>
    </div>
  );
}

function ghostsOf(proposal: Proposal): Ghost[] {
  if (proposal.kind === "draw") return [{ id: "draw", artistId: proposal.artistId, when: proposal.when, label: words.newBooking }];
  return proposal.placements.map(({ booking, artistId, when }) => ({ id: booking.id, artistId, when, label: booking.project?.name ?? common.noProject }));
}

/** What the board itself knows to clash, before the server has answered. */
function clashes(proposal: Proposal): boolean {
  if (proposal.kind === "draw" || proposal.kind === "copy") return false;
  return clashesOf(proposal.placements, (artistId) => schedule.of(artistId)).length > 0;
}
