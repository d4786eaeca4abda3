import { Temporal } from "temporal-polyfill";

/** Time that somebody wants to block: whole days, or the same stretch of hours from the first day to the last. */
export interface BlockDraft {
  /** ISO dates, the last one included. */
  readonly first: string;
  readonly last: string;
  /** From a time on the first day until a time on the last, `09:00`; null: whole days. */
  readonly hours: { readonly start: string; readonly end: string } | null;
  readonly notes: string;
  /** Whether it stays until it is taken back. */
  readonly forever: boolean;
}

export function isInOrder({ first, last, hours }: BlockDraft): boolean {
  return hours === null ? first <= last : `${first}T${hours.start}` < `${last}T${hours.end}`;
}

/** What `createBooking` wants to know of it; times of day are those of `zone`. */
export function blockInput({ first, last, hours, notes, forever }: BlockDraft, zone: string) {
  const instant = (day: string, time: string) =>
    Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(zone).toInstant().toString({ smallestUnit: "second" });
  return {
    neverExpires: forever,
    ...(notes.trim() && { notes: notes.trim() }),
    ...(hours === null
      ? { startDate: first, endDate: last }
      : { startTime: instant(first, hours.start), endTime: instant(last, hours.end) }),
  };
}
