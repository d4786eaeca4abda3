import type { BookingStatus } from "../../../api/operations";
import type { BoardBooking } from "../../booking";
import type { Shift } from "./drag";
import { isSameWhen, type When } from "./when";

/** A booking somewhere else than it is. */
export interface Placement {
  readonly booking: BoardBooking;
  readonly artistId: string;
  readonly when: When;
}

/** What lies in the hand: what a drop would do. */
export type Proposal =
  | { readonly kind: "draw"; readonly artistId: string; readonly when: When }
  | {
      readonly kind: "move";
      /** All that move together; the first is the one in the hand. */
      readonly placements: readonly [Placement, ...Placement[]];
      readonly shift: Shift;
      /** Whom all are given to; null: they stay with whom they are. */
      readonly artistId: string | null;
    }
  | { readonly kind: "resize"; readonly placements: readonly [Placement] }
  | { readonly kind: "copy"; readonly placements: readonly [Placement] };

const BLOCKING: readonly BookingStatus[] = ["PENCIL", "CONFIRMED"];

export function isUnmoved({ booking, artistId, when }: Placement): boolean {
  return booking.artistId === artistId && isSameWhen(booking, when);
}

/** A booking as it is shown before the server has agreed. */
export function placed({ booking, artistId, when }: Placement): BoardBooking {
  return { ...booking, artistId, start: when.start, end: when.end, days: when.days };
}

/** The pencils and confirmed bookings that firm ones among `placements` would lie over, as far as the board knows. */
export function clashesOf(
  placements: readonly Placement[],
  bookingsOf: (artistId: string) => readonly BoardBooking[],
  leavesOriginals = false,
): BoardBooking[] {
  const moving = new Set(leavesOriginals ? [] : placements.map(({ booking }) => booking.id));
  const found = new Map<string, BoardBooking>();
  for (const { booking, artistId, when } of placements) {
    if (!BLOCKING.includes(booking.status)) continue;
    for (const other of bookingsOf(artistId)) {
      const isInTheWay = other.start < when.end && when.start < other.end && BLOCKING.includes(other.status);
      if (isInTheWay && !moving.has(other.id)) found.set(other.id, other);
    }
  }
  return [...found.values()];
}
