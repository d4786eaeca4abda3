import { Temporal } from "temporal-polyfill";
import { clock } from "../../time/formats";

/** What an agenda needs to know of a booking: both ends in milliseconds since 1970. */
export interface Spanning {
  readonly id: string;
  readonly start: number;
  /** The first instant after it. */
  readonly end: number;
}

/** The part of a booking that lies on one day. */
export interface Part<Booking extends Spanning> {
  readonly booking: Booking;
  /** Whether it began on an earlier day. */
  readonly goesOn: boolean;
  /** Where it begins and ends on this day, `09:00`; null where the day begins or ends with it. */
  readonly from: string | null;
  readonly until: string | null;
}

/** One day with bookings, or a run of days without. Dates are ISO dates, both included. */
export type Stretch<Booking extends Spanning> =
  | { readonly kind: "day"; readonly day: string; readonly parts: readonly Part<Booking>[] }
  | { readonly kind: "free"; readonly first: string; readonly last: string; readonly count: number };

/** The days from `first` to `last`, both ISO dates in `zone`, with what lies on each of them; neighbouring free days are one. */
export function agenda<Booking extends Spanning>(
  bookings: readonly Booking[],
  { first, last, zone }: { readonly first: string; readonly last: string; readonly zone: string },
): Stretch<Booking>[] {
  const sorted = [...bookings].sort((a, b) => a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : 1));
  const stretches: Stretch<Booking>[] = [];
  const end = Temporal.PlainDate.from(last);
  let day = Temporal.PlainDate.from(first);
  for (; Temporal.PlainDate.compare(day, end) <= 0; day = day.add({ days: 1 })) {
    const parts = partsOf(sorted, day, zone);
    const before = stretches.at(-1);
    const name = day.toString();
    if (parts.length > 0) stretches.push({ kind: "day", day: name, parts });
    else if (before?.kind === "free") stretches[stretches.length - 1] = { ...before, last: name, count: before.count + 1 };
    else stretches.push({ kind: "free", first: name, last: name, count: 1 });
  }
  return stretches;
}

function partsOf<Booking extends Spanning>(bookings: readonly Booking[], day: Temporal.PlainDate, zone: string): Part<Booking>[] {
  const opens = day.toZonedDateTime(zone).epochMilliseconds;
  const closes = day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
  return bookings
    .filter(({ start, end }) => start < closes && end > opens)
    .map((booking) => ({
      booking,
      goesOn: booking.start < opens,
      from: booking.start > opens ? clock(booking.start, zone) : null,
      until: booking.end < closes ? clock(booking.end, zone) : null,
    }));
}
