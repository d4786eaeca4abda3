import { useBoard } from "../useBoard";
import { takenWith } from "./ground";
import type { Ground } from "./model/propose";
import type { Hand } from "./model/steps";
import type { Slot } from "./slotAt";
import type { useBookable } from "./useHand";
import { useHands } from "./useHands";

export interface MenuWho {
  readonly ground: Ground;
  readonly hand: Hand;
  readonly bookable: ReturnType<typeof useBookable>;
}

/** Opens the menu of a booking, or of empty time. Answers whether there is one. */
export function menuFor(id: string | null, slot: Slot | null, at: { x: number; y: number }, { ground, bookable }: MenuWho): boolean {
  const { ask } = useHands.getState();
  if (id !== null) {
    const { selected, select } = useBoard.getState();
    if (!selected.has(id)) select([id]);
    ask({ kind: "menu", at, bookings: takenWith(id, ground), slot: null });
    return true;
  }
  const isOffered = slot !== null && (bookable === "everybody" || (bookable !== "nobody" && bookable.artistId === slot.artistId));
  if (isOffered) ask({ kind: "menu", at, bookings: [], slot });
  return isOffered;
}
