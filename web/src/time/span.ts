import { clock, dayName, dayOf, isMidnight } from "./formats";
import { DAY } from "./zone";

/** From when to when, in milliseconds since 1970; `days`: the first and last whole day, where they are known. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly days?: Days | null;
}

/** The first and the last day of several, as ISO dates. */
interface Days {
  readonly first: string;
  readonly last: string;
}

/** `Tue 3 Mar 09:00–18:00`, as clocks in `zone` show it, or only the days where it is made of whole ones. */
export function spanName(span: Span, zone: string): string {
  const { start, end } = span;
  const { first, last } = daysOf(span, zone);
  if (isWholeDays(span, zone)) return first === last ? dayName(first) : `${dayName(first)} – ${dayName(last)}`;
  if (first === last) return `${dayName(first)} ${clock(start, zone)}–${isMidnight(end, zone) ? "24:00" : clock(end, zone)}`;
  return `${dayName(first)} ${clock(start, zone)} – ${dayName(dayOf(end, zone))} ${clock(end, zone)}`;
}

/** Whether it is made of whole days of the zone. */
export function isWholeDays({ start, end, days = null }: Span, zone: string): boolean {
  return days !== null || (isMidnight(start, zone) && isMidnight(end, zone));
}

/** The days of the zone that it touches: one that is over where it ends is the last, not the next. */
export function daysOf({ start, end, days = null }: Span, zone: string): Days {
  return days ?? { first: dayOf(start, zone), last: dayOf(end - 1, zone) };
}

/** How many days it touches, where its days are known or it is longer than one; null: it is a matter of hours. */
export function lengthInDays(span: Span, zone: string): number | null {
  if (!span.days && span.end - span.start <= DAY) return null;
  const { first, last } = daysOf(span, zone);
  return daysIn(first, last);
}

/** How many days there are from one ISO date to another, both counted. */
export function daysIn(first: string, last: string): number {
  return Math.round((Date.parse(last) - Date.parse(first)) / DAY) + 1;
}
