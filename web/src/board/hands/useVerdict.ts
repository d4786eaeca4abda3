import { timesOf } from "./model/when";
import { isUnmoved, type Proposal } from "./model/placement";
import { words } from "../../words/hands";
import type { Verdict } from "./model/verdict";
import { useHand } from "./useHand";
import { type PreviewInput, usePreview } from "./usePreview";

/** What the server would say to a drop. Of several that move together it is asked about the one in the hand. */
export function useVerdict(proposal: Proposal | null): Verdict | null {
  const { plans } = useHand();
  const moving = new Set(proposal?.kind === "move" ? proposal.placements.map(({ booking }) => booking.id) : []);
  const verdict = usePreview(proposal === null || !plans ? null : inputOf(proposal), moving);
  if (verdict === null || moving.size < 2) return verdict;
  return { ...verdict, lines: [...verdict.lines, words.preview.together(moving.size)] };
}

function inputOf(proposal: Proposal): PreviewInput | null {
  if (proposal.kind === "draw") return { artistId: proposal.artistId, ...timesOf(proposal.when) };
  const [lead] = proposal.placements;
  if (isUnmoved(lead)) return null;
  const { booking, artistId, when } = lead;
  if (proposal.kind === "copy") {
    return { artistId, ...timesOf(when), ...(booking.project !== null && { projectId: booking.project.id }) };
  }
  return { id: booking.id, ...timesOf(when), ...(artistId !== booking.artistId && { artistId }) };
}
