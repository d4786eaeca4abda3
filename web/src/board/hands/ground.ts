import type { BoardBooking } from "../booking";
import type { Geometry } from "../geometry";
import { schedule } from "../schedule";
import { useBoard } from "../useBoard";
import type { Ground } from "./model/propose";
import type { Named } from "./drop";

export interface BoardGround extends Ground {
  artistOf(artistId: string): Named | undefined;
}

/** The board as the hands see it. */
export function groundOf(geometry: Geometry): BoardGround {
  const artists = geometry.artists();
  const artistOf = (artistId: string) => artists.find(({ id }) => id === artistId);
  return {
    artistOf,
    zoneOf: (artistId) => artistOf(artistId)?.timeZone ?? "UTC",
    scaleOf: (artistId) => ({ byDays: geometry.isDayScale, snap: (instant) => geometry.snap(instant, artistId) }),
    rows: [...new Set(artists.map(({ id }) => id))],
  };
}

/** A booking, and then the others that are chosen with it and shown. */
export function takenWith(id: string, { rows }: Pick<Ground, "rows">): BoardBooking[] {
  const { selected } = useBoard.getState();
  const ids = selected.has(id) ? [id, ...[...selected].filter((each) => each !== id)] : [id];
  return ids
    .map((each) => schedule.get(each))
    .filter((each) => each !== undefined)
    .filter(({ status, artistId }) => status !== "CANCELLED" && rows.includes(artistId));
}
