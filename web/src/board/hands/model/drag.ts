import { dayOf } from "../../../time/formats";
import { DAY, MINUTE } from "../../../time/zone";
import { dayAfter, daysBetween, sameTimeAfter } from "./localTime";
import { byInstants, type When, wholeDays } from "./when";

/** The least that a booking by instants is made to last by hand. */
const SHORTEST = 15 * MINUTE;
const NEW_BY_HOURS = 60 * MINUTE;

/** How the board's time is divided where something is dragged. */
export interface Scale {
  /** Whether a column is a day or more: then everything moves by whole days. */
  readonly byDays: boolean;
  /** The instant that a hand means near another. */
  readonly snap: (instant: number) => number;
}

/** By how much bookings move together, as the API has it. */
export type Shift = { readonly days: number } | { readonly minutes: number };

/** What dragging bookings from one instant to another means; `lead` is the one in the hand, its times end up on the grid. */
export function shiftOf(lead: When, from: number, to: number, zone: string, { byDays, snap }: Scale): Shift {
  if (byDays || lead.days !== null) return { days: daysBetween(dayOf(from, zone), dayOf(to, zone)) };
  return { minutes: Math.round((snap(lead.start + to - from) - lead.start) / MINUTE) };
}

export function isNoShift(shift: Shift): boolean {
  return ("days" in shift ? shift.days : shift.minutes) === 0;
}

/**
 * Where a booking is after a shift. By days it keeps its time of day; whole days stay the same days with an artist in
 * another zone, instants stay the same instants.
 */
export function shifted(when: When, shift: Shift, zone: string, newZone: string = zone): When {
  if (when.days !== null && "days" in shift) {
    return wholeDays(dayAfter(when.days.first, shift.days), dayAfter(when.days.last, shift.days), newZone);
  }
  if ("minutes" in shift) return byInstants(when.start + shift.minutes * MINUTE, when.end + shift.minutes * MINUTE);
  const start = sameTimeAfter(when.start, shift.days, zone);
  const end = sameTimeAfter(when.end, shift.days, zone);
  // The clocks may leave nothing in between: it is as long as it was then.
  return byInstants(start, end > start ? end : start + when.end - when.start);
}

/** A booking one of whose ends is dragged. At least a day, or a quarter of an hour, is left of it. */
export function resized(when: When, edge: "start" | "end", from: number, to: number, zone: string, scale: Scale): When {
  if (!scale.byDays) return resizedByHours(when, edge, to - from, scale.snap);
  if (when.days === null) return resizedAtSameTime(when, edge, daysBetween(dayOf(from, zone), dayOf(to, zone)), zone);
  const { first, last } = when.days;
  // An edge lies between two days: half a day on, it is nearer to the next.
  if (edge === "start") {
    const day = dayOf(when.start + to - from + DAY / 2, zone);
    return wholeDays(day < last ? day : last, last, zone);
  }
  const day = dayOf(when.end + to - from - DAY / 2, zone);
  return wholeDays(first, day > first ? day : first, zone);
}

function resizedByHours({ start, end }: When, edge: "start" | "end", by: number, snap: Scale["snap"]): When {
  if (edge === "start") return byInstants(Math.min(snap(start + by), end - SHORTEST), end);
  return byInstants(start, Math.max(snap(end + by), start + SHORTEST));
}

function resizedAtSameTime({ start, end }: When, edge: "start" | "end", days: number, zone: string): When {
  const inward = edge === "start" ? -1 : 1;
  for (let count = days; ; count += inward) {
    const [from, to] = edge === "start" ? [sameTimeAfter(start, count, zone), end] : [start, sameTimeAfter(end, count, zone)];
    if (from < to) return byInstants(from, to);
  }
}

/** What is drawn on empty time between two instants, in whichever direction. */
export function drawn(from: number, to: number, zone: string, { byDays, snap }: Scale): When {
  const [early, late] = from <= to ? [from, to] : [to, from];
  if (byDays) return wholeDays(dayOf(early, zone), dayOf(late, zone), zone);
  const start = snap(early);
  const end = snap(late);
  return byInstants(start, end > start ? end : start + NEW_BY_HOURS);
}

const STEPS = [5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1440].map((minutes) => minutes * MINUTE);

/** Where a key takes an instant: so many days on at the same time of day, or so many of the smallest snaps. */
export function stepped(instant: number, count: number, zone: string, { byDays, snap }: Scale): number {
  if (byDays) return sameTimeAfter(instant, count, zone);
  const base = snap(instant);
  const step = STEPS.find((each) => snap(base + each) === base + each) ?? NEW_BY_HOURS;
  return instant + count * step;
}
