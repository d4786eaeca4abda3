import { Temporal } from "temporal-polyfill";
import { words } from "../../words/bookings";
import { daysIn, plusDays, type Day } from "./days";

/** When something is, as the API tells it of a booking. */
export interface Timed {
  readonly startTime: string;
  readonly endTime: string;
  readonly startDate: Day | null;
  readonly endDate: Day | null;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

const STYLES = {
  date: { day: "numeric", month: "short" },
  day: { weekday: "short", day: "numeric", month: "short" },
  time: { hour: "2-digit", minute: "2-digit" },
} as const;

function formatter(style: keyof typeof STYLES, zone: string, withYear = false): Intl.DateTimeFormat {
  const key = `${style} ${withYear} ${zone}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(words.locale, { ...STYLES[style], ...(withYear && { year: "numeric" as const }), timeZone: zone });
  formatters.set(key, made);
  return made;
}

const DAY = 24 * 60 * 60_000;

const thisYear = new Date().getFullYear();

/** A day in words, with its weekday; the year where it is not this one. */
export function dayText(day: Day): string {
  return written("day", new Date(`${day}T12:00:00Z`), "UTC");
}

/** A day in words, for plans that go on for months. */
export function dateText(day: Day): string {
  return written("date", new Date(`${day}T12:00:00Z`), "UTC");
}

/** An instant in words, as clocks in `zone` show it. */
export function instantText(instant: string, zone: string): string {
  const date = new Date(instant);
  return words.onDay(written("day", date, zone), formatter("time", zone).format(date));
}

function written(style: "date" | "day", date: Date, zone: string): string {
  // Without commas, which come with the year only: a span has one of each kind.
  return formatter(style, zone, date.getFullYear() !== thisYear).format(date).replaceAll(",", "");
}

/** The first and last whole day of a booking in `zone`; null: it starts or ends in the middle of one. */
export function wholeDays({ startTime, endTime, startDate, endDate }: Timed, zone: string): { first: Day; last: Day } | null {
  if (startDate !== null && endDate !== null) return { first: startDate, last: endDate };
  const start = local(startTime, zone);
  const end = local(endTime, zone);
  if (!start.equals(start.startOfDay()) || !end.equals(end.startOfDay())) return null;
  return { first: start.toPlainDate().toString(), last: plusDays(end.toPlainDate().toString(), -1) };
}

/** When a booking is, in the local time of its artist, and how long: in hours, or beyond a day in the days that it touches. */
export function whenOf(booking: Timed, zone: string): { readonly text: string; readonly length: string } {
  const days = wholeDays(booking, zone);
  if (days !== null) {
    const { first, last } = days;
    return { text: first === last ? dayText(first) : words.span(dayText(first), dayText(last)), length: words.days(daysIn(first, last)) };
  }
  const { startTime, endTime } = booking;
  const touched = daysIn(local(startTime, zone).toPlainDate().toString(), local(endTime, zone).toPlainDate().toString());
  const duration = Date.parse(endTime) - Date.parse(startTime);
  const end = touched === 1 ? formatter("time", zone).format(new Date(endTime)) : instantText(endTime, zone);
  return { text: words.span(instantText(startTime, zone), end), length: duration > DAY ? words.days(touched) : lengthText(duration) };
}

function lengthText(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  return minutes < 60 ? words.minutes(minutes) : words.hours(minutes / 60);
}

function local(instant: string, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
}
