import type { Ask } from "../ask";
import { dayAfter, firstFreeDay, type Slot } from "../slots";
import calendarQuery from "./calendar.graphql?raw";

interface Bookable extends Slot {
  readonly artistId: string;
  readonly status: "CONFIRMED";
}

interface Calendar {
  readonly artists: { readonly nodes: readonly { readonly id: string; readonly bookings: readonly Slot[] }[] };
}

/** Demo bookings end about a month from now; beyond, everything that is booked was booked by hand. */
const BEYOND_DEMO_DAYS = 45;
const HORIZON_DAYS = 360;

/** A day on which the first artist has nothing yet. */
export async function freeSlot(ask: Ask, now: Date): Promise<Bookable> {
  const { artistId, taken } = await calendar(ask, now, { fromDay: BEYOND_DEMO_DAYS });
  return { artistId, ...firstFreeDay(dayAfter(now, BEYOND_DEMO_DAYS), taken), status: "CONFIRMED" };
}

/** The slot of the first artist's last pencil or confirmed booking; a free one if there is none. */
export async function takenSlot(ask: Ask, now: Date): Promise<Bookable> {
  const { artistId, taken } = await calendar(ask, now, { fromDay: 0, statuses: ["PENCIL", "CONFIRMED"] });
  const last = taken.toSorted((a, b) => a.startTime.localeCompare(b.startTime)).at(-1);
  if (last === undefined) return freeSlot(ask, now);
  return { artistId, startTime: last.startTime, endTime: last.endTime, status: "CONFIRMED" };
}

interface Window {
  readonly fromDay: number;
  /** Without it everything that is live counts, holds too. */
  readonly statuses?: readonly string[];
}

async function calendar(ask: Ask, now: Date, { fromDay, statuses }: Window): Promise<{ artistId: string; taken: readonly Slot[] }> {
  const window = { from: dayAfter(now, fromDay).toISOString(), to: dayAfter(now, HORIZON_DAYS).toISOString() };
  const { artists } = await ask<Calendar>(calendarQuery, { ...window, statuses });
  const [artist] = artists.nodes;
  if (artist === undefined) throw new Error("This studio has no artists yet.");
  return { artistId: artist.id, taken: artist.bookings };
}
