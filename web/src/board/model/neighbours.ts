import type { BoardBooking } from "../booking";
import { isFirm } from "./lanes";

/** The booking at a time, a firm one before a hold. */
export function bookingAt(bookings: readonly BoardBooking[], time: number): BoardBooking | undefined {
  const there = bookings.filter(({ start, end }) => start <= time && time < end);
  return there.find(isFirm) ?? there[0];
}

/** The booking before or after a booking, or before or after a time that is free. */
export function nextTo(
  bookings: readonly BoardBooking[],
  from: { readonly id: string | null; readonly time: number },
  direction: 1 | -1,
): BoardBooking | undefined {
  const at = bookings.findIndex(({ id }) => id === from.id);
  if (at >= 0) return bookings[at + direction];
  return direction === 1 ? bookings.find(({ start }) => start > from.time) : bookings.findLast(({ start }) => start < from.time);
}
