import { type Day, dayAfter, startOf } from "./localTime";

/** From when to when a booking is, or would be. */
export interface When {
  /** Its first instant, in milliseconds since 1970. */
  readonly start: number;
  /** The first instant after it. */
  readonly end: number;
  /** The artist's first and last whole day, where it is for days; null: by instants. */
  readonly days: { readonly first: Day; readonly last: Day } | null;
}

/** Whole days in the artist's zone, the last one included. */
export function wholeDays(first: Day, last: Day, zone: string): When {
  return { start: startOf(first, zone), end: startOf(dayAfter(last, 1), zone), days: { first, last } };
}

export function byInstants(start: number, end: number): When {
  return { start, end, days: null };
}

export function isSameWhen(a: When, b: When): boolean {
  if (a.days !== null && b.days !== null) return a.days.first === b.days.first && a.days.last === b.days.last;
  return a.days === b.days && a.start === b.start && a.end === b.end;
}

/** As the API takes it: days where it is for days. */
export function timesOf({ start, end, days }: When): { startDate: Day; endDate: Day } | { startTime: string; endTime: string } {
  if (days !== null) return { startDate: days.first, endDate: days.last };
  return { startTime: new Date(start).toISOString(), endTime: new Date(end).toISOString() };
}
