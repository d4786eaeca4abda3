import { spanName } from "../../time/span";
import { words } from "../../words/hands";
import { copiedTo, movedTo, movedTogether } from "./changes/make";
import { carryOut } from "./changes/report";
import { isUnmoved, type Placement, type Proposal } from "./model/placement";
import { useHands } from "./useHands";

export interface Named {
  readonly name: string;
  readonly timeZone: string;
}

/** Does what a proposal says. What was drawn a dialog asks about first; what has not moved stays. */
export async function drop(proposal: Proposal, artistOf: (artistId: string) => Named | undefined): Promise<void> {
  const { ask, hold } = useHands.getState();
  if (proposal.kind === "draw") {
    ask({ kind: "create", artistId: proposal.artistId, when: proposal.when, original: null });
    return;
  }
  hold(null);
  const placements: readonly Placement[] = proposal.placements;
  const [lead] = proposal.placements;
  if (placements.every(isUnmoved)) return;
  const artist = artistOf(lead.artistId);
  const when = spanName(lead.when, artist?.timeZone ?? "UTC");
  if (proposal.kind === "copy") await carryOut(copiedTo(lead), words.done.copy(when));
  else if (proposal.kind === "resize") await carryOut(movedTo(lead), words.done.resize(when));
  else if (placements.length === 1) await carryOut(movedTo(lead), movedWords(lead, artist, when));
  else await carryOut(movedTogether(placements, proposal.shift, proposal.artistId), words.done.moveTogether(placements.length));
}

function movedWords({ booking, artistId }: Placement, artist: Named | undefined, when: string): string {
  return artist === undefined || artistId === booking.artistId ? words.done.move(when) : words.done.moveTo(artist.name, when);
}
