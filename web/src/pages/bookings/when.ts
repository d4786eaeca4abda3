import { daysOf, isWholeDays, lengthInDays, spanName } from "../../time/span";
import { MINUTE } from "../../time/zone";
import { words } from "../../words/bookings";
import type { Day } from "./days";

/** When something is, as the API tells it of a booking. */
export interface Timed {
  readonly startTime: string;
  readonly endTime: string;
  readonly startDate: Day | null;
  readonly endDate: Day | null;
}

/** The first and last whole day of a booking in `zone`; null: it starts or ends in the middle of one. */
export function wholeDays({ startTime, endTime, startDate, endDate }: Timed, zone: string): { first: Day; last: Day } | null {
  if (startDate !== null && endDate !== null) return { first: startDate, last: endDate };
  const span = { start: Date.parse(startTime), end: Date.parse(endTime) };
  return isWholeDays(span, zone) ? daysOf(span, zone) : null;
}

/** When a booking is, in the local time of its artist, and how long: in hours, or beyond a day in the days that it touches. */
export function whenOf(booking: Timed, zone: string): { readonly text: string; readonly length: string } {
  const [start, end] = [Date.parse(booking.startTime), Date.parse(booking.endTime)];
  const span = { start, end, days: wholeDays(booking, zone) };
  const days = lengthInDays(span, zone);
  return { text: spanName(span, zone), length: days === null ? lengthText(end - start) : words.days(days) };
}

function lengthText(milliseconds: number): string {
  const minutes = Math.round(milliseconds / MINUTE);
  return minutes < 60 ? words.minutes(minutes) : words.hours(minutes / 60);
}
