import { dayOf, isMidnight, spanName } from "../../time/formats";
import { words } from "../../words/bookings";
import { type Day, daysIn } from "./days";

/** When something is, as the API tells it of a booking. */
export interface Timed {
  readonly startTime: string;
  readonly endTime: string;
  readonly startDate: Day | null;
  readonly endDate: Day | null;
}

const DAY = 24 * 60 * 60_000;

/** The first and last whole day of a booking in `zone`; null: it starts or ends in the middle of one. */
export function wholeDays({ startTime, endTime, startDate, endDate }: Timed, zone: string): { first: Day; last: Day } | null {
  if (startDate !== null && endDate !== null) return { first: startDate, last: endDate };
  const [start, end] = [Date.parse(startTime), Date.parse(endTime)];
  return isMidnight(start, zone) && isMidnight(end, zone) ? { first: dayOf(start, zone), last: dayOf(end - 1, zone) } : null;
}

/** When a booking is, in the local time of its artist, and how long: in hours, or beyond a day in the days that it touches. */
export function whenOf(booking: Timed, zone: string): { readonly text: string; readonly length: string } {
  const days = wholeDays(booking, zone);
  const [start, end] = [Date.parse(booking.startTime), Date.parse(booking.endTime)];
  const { first, last } = days ?? { first: dayOf(start, zone), last: dayOf(end - 1, zone) };
  const inDays = days !== null || end - start > DAY;
  return { text: spanName({ start, end, days }, zone), length: inDays ? words.days(daysIn(first, last)) : lengthText(end - start) };
}

function lengthText(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  return minutes < 60 ? words.minutes(minutes) : words.hours(minutes / 60);
}
