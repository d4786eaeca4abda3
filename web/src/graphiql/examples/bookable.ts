import type { Ask } from "../ask";
import { dayAfter, firstFreeDay, type Slot } from "../slots";
import calendarQuery from "./calendar.graphql?raw";
import latestQuery from "./latest.graphql?raw";

interface Bookable extends Slot {
  readonly artistId: string;
  readonly status: "CONFIRMED";
}

interface Calendar {
  readonly artists: { readonly nodes: readonly { readonly id: string; readonly bookings: readonly Slot[] }[] };
}

interface Latest {
  readonly bookings: { readonly nodes: readonly TakenSlot[] };
}

interface TakenSlot extends Slot {
  readonly artist: { readonly id: string; readonly archivedAt: string | null };
}

/** Demo bookings end about a month from now; beyond, everything that is booked was booked by hand. */
const BEYOND_DEMO_DAYS = 45;
const HORIZON_DAYS = 360;

/** A day on which the first artist has nothing yet. Throws an `Error` if there is no artist. */
export async function freeSlot(ask: Ask, now: Date): Promise<Bookable> {
  const from = dayAfter(now, BEYOND_DEMO_DAYS);
  const window = { from: from.toISOString(), to: dayAfter(now, HORIZON_DAYS).toISOString() };
  const { artists } = await ask<Calendar>(calendarQuery, window);
  const [artist] = artists.nodes;
  if (artist === undefined) throw new Error("This studio has no artists yet.");
  return { artistId: artist.id, ...firstFreeDay(from, artist.bookings), status: "CONFIRMED" };
}

/** The slot that was taken last, of those that are not over. Throws an `Error` if there is none. */
export async function takenSlot(ask: Ask, now: Date): Promise<Bookable> {
  const { bookings } = await ask<Latest>(latestQuery, { from: now.toISOString() });
  // An archived artist is refused for being archived, before anything that is in the way.
  const taken = bookings.nodes.find(({ artist }) => artist.archivedAt === null);
  if (taken === undefined) throw new Error("Nobody is booked from now on. Run “Book an artist”, then come back to this tab.");
  return { artistId: taken.artist.id, startTime: taken.startTime, endTime: taken.endTime, status: "CONFIRMED" };
}
