import { formatter } from "../time/formats";

/** The days from one instant up to another, `2 – 8 Mar 2026`; both in milliseconds since 1970. */
export function daysOf(start: number, end: number, timeZone: string): string {
  // The first instant after it is no longer part of it.
  return formatter(timeZone, { day: "numeric", month: "short", year: "numeric" }).formatRange(start, Math.max(start, end - 1));
}
