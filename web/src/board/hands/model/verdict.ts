import type { HandsInTheWayFragment, HandsPreviewQuery } from "../../../api/operations";
import { words } from "../../../words/hands";
import { namesOf } from "../changes/explain";

/** What the server says of a drop before it happens. */
export interface Verdict {
  readonly tone: "asking" | "fine" | "remark" | "refused";
  readonly lines: readonly string[];
}

export const ASKING: Verdict = { tone: "asking", lines: [words.preview.asking] };
export const UNKNOWN: Verdict = { tone: "remark", lines: [words.preview.unknown] };

type Preview = HandsPreviewQuery["previewBooking"];

/** A preview in words. Bookings that move along (`moving`) are not in the way of one another. */
export function verdictOf(preview: Preview, moving: ReadonlySet<string> = new Set()): Verdict {
  if ("code" in preview) return { tone: "refused", lines: [preview.message] };
  const { refusal, betterHolds, holdRank, requeued } = preview;
  const conflicts = preview.conflicts.filter(({ id }) => !moving.has(id));
  switch (refusal?.__typename) {
    case undefined:
      return accepted(conflicts, betterHolds, holdRank, requeued, preview.warnings);
    case "BookingConflict":
      return conflicts.length === 0 ? { tone: "fine", lines: [words.preview.free] } : taken(conflicts);
    case "HigherHoldExists":
      return { tone: "refused", lines: [words.preview.betterHold, namesOf(betterHolds)] };
    default:
      return { tone: "refused", lines: [refusal?.message ?? words.preview.refused] };
  }
}

function taken(conflicts: readonly HandsInTheWayFragment[]): Verdict {
  return { tone: "refused", lines: [words.preview.taken(conflicts[0]?.artist.name ?? ""), namesOf(conflicts)] };
}

function accepted(
  conflicts: readonly HandsInTheWayFragment[],
  betterHolds: readonly HandsInTheWayFragment[],
  rank: number | null,
  requeued: boolean,
  warnings: readonly { readonly message: string }[],
): Verdict {
  const lines: string[] = [];
  if (rank !== null) lines.push(rank === 1 ? words.preview.first : words.preview.behind(rank, namesOf(betterHolds)));
  if (rank !== null) {
    // A backup is what stands behind something confirmed; a pencil may still go.
    const firm = conflicts.filter(({ status }) => status === "CONFIRMED");
    const tentative = conflicts.filter(({ status }) => status !== "CONFIRMED");
    if (firm.length > 0) lines.push(words.preview.backup(namesOf(firm)));
    if (tentative.length > 0) lines.push(words.preview.behindPencil(namesOf(tentative)));
  }
  if (rank === null) lines.push(...warnings.map(({ message }) => message));
  const isRemark = lines.length > 0 && (rank !== 1 || conflicts.length > 0);
  // Pencils queue too, but who has one is asked by nobody where it stands.
  const losesPlace = requeued && rank !== null;
  if (losesPlace) lines.push(words.preview.requeued);
  return { tone: isRemark || losesPlace ? "remark" : "fine", lines: lines.length === 0 ? [words.preview.free] : lines };
}
