import { Temporal } from "temporal-polyfill";
import { type Day, mondayOf, monthOf, plusDays } from "../bookings/days";

/** The weeks, Monday to Sunday, that a month lies in. `month` is any of its days. */
export function weeksOf(month: Day): readonly (readonly Day[])[] {
  const end = monthOf(month, 1);
  const weeks: Day[][] = [];
  for (let monday = mondayOf(monthOf(month)); monday < end; monday = plusDays(monday, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, index) => plusDays(monday, index)));
  }
  return weeks;
}

interface Timed {
  readonly id: string;
  readonly startTime: string;
  readonly endTime: string;
}

/** The part of a booking that lies in a week. */
export interface Bar<Booking> {
  readonly booking: Booking;
  /** Which days it touches, 0 the Monday. */
  readonly first: number;
  readonly last: number;
  /** Whether it starts, or ends, in this week. */
  readonly starts: boolean;
  readonly ends: boolean;
  /** In which line below the date it is drawn, 0 the topmost. */
  readonly lane: number;
}

/** What a week shows of the bookings: none lies over another, and each stays in one line. Days are those of `zone`. */
export function barsOf<Booking extends Timed>(week: readonly Day[], bookings: readonly Booking[], zone: string): readonly Bar<Booking>[] {
  const [monday = "", sunday = ""] = [week[0], week.at(-1)];
  const ends: number[] = [];
  return bookings
    .map((booking) => ({ booking, ...touched(booking, zone) }))
    .filter(({ from, to }) => from <= sunday && to >= monday)
    .sort((a, b) => (a.from === b.from ? (a.to === b.to ? (a.booking.id < b.booking.id ? -1 : 1) : a.to > b.to ? -1 : 1) : a.from < b.from ? -1 : 1))
    .map(({ booking, from, to }) => {
      const first = from < monday ? 0 : week.indexOf(from);
      const last = to > sunday ? 6 : week.indexOf(to);
      const free = ends.findIndex((end) => end < first);
      const lane = free === -1 ? ends.length : free;
      ends[lane] = last;
      return { booking, first, last, starts: from >= monday, ends: to <= sunday, lane };
    });
}

/** The first and last day on which somebody is booked. */
function touched({ startTime, endTime }: Timed, zone: string): { from: Day; to: Day } {
  const day = (instant: Temporal.Instant) => instant.toZonedDateTimeISO(zone).toPlainDate().toString();
  return {
    from: day(Temporal.Instant.from(startTime)),
    to: day(Temporal.Instant.from(endTime).subtract({ milliseconds: 1 })),
  };
}
