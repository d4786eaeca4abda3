import type { BoardBooking } from "../../booking";
import type { Dragging } from "./gesture";

/** A frame that is drawn over rows of the board, to choose the bookings that reach into it. */
export interface Area {
  /** In px of the layer over the rows, as `Geometry.xOf` has it. */
  readonly left: number;
  readonly right: number;
  /** Whose rows it lies over, from above. */
  readonly artistIds: readonly string[];
}

type Place = (time: number, artistId: string) => number;

/** The frame from where it was begun to where the pointer is. Between and below the rows it keeps those of `before`. */
export function areaOf({ grip: { artistId }, from, at }: Dragging, rows: readonly string[], xOf: Place, before: Area | null): Area {
  const [one, other] = [xOf(from.time, artistId), xOf(at.time, artistId)];
  const [first, last] = [rows.indexOf(artistId), rows.indexOf(at.artistId ?? "")];
  const reached = last === -1 ? (before?.artistIds ?? [artistId]) : rows.slice(Math.min(first, last), Math.max(first, last) + 1);
  return { left: Math.min(one, other), right: Math.max(one, other), artistIds: reached };
}

/** The ids of the bookings that reach into it: at the same place it may be another time in another row. */
export function within({ left, right, artistIds }: Area, bookingsOf: (artistId: string) => readonly BoardBooking[], xOf: Place): string[] {
  return artistIds.flatMap((artistId) =>
    bookingsOf(artistId)
      .filter(({ start, end }) => xOf(start, artistId) < right && xOf(end, artistId) > left)
      .map(({ id }) => id),
  );
}
