import type { BoardBooking } from "../booking";
import { isFirm, search } from "./lanes";
import type { WorkingTime } from "./workingTime";

/**
 * How much working time is booked firmly between each two neighbours of `bounds`, in ms. Work outside the working hours
 * does not count, so that it is never more than there is.
 */
export function bookedIn(bookings: readonly BoardBooking[], working: WorkingTime, bounds: readonly number[]): Float64Array {
  const booked = new Float64Array(Math.max(0, bounds.length - 1));
  const [first = 0, last = 0] = [bounds[0], bounds.at(-1)];
  /** Up to where working time has been counted: optimistic changes may overlap for a moment. */
  let counted = first;
  for (const booking of bookings) {
    if (booking.start >= last) break;
    if (booking.end <= counted || !isFirm(booking)) continue;
    let start = Math.max(booking.start, counted);
    counted = Math.min(booking.end, last);
    for (let column = search(bounds.length, (index) => (bounds[index] ?? 0) > start) - 1; start < counted; column += 1) {
      const end = Math.min(counted, bounds[column + 1] ?? counted);
      booked[column] = (booked[column] ?? 0) + working.between(start, end);
      start = end;
    }
  }
  return booked;
}

/** How much working time there is between each two neighbours of `bounds`, in ms. */
export function workableIn(working: WorkingTime, bounds: readonly number[]): Float64Array {
  const workable = new Float64Array(Math.max(0, bounds.length - 1));
  for (let column = 0; column < workable.length; column += 1) {
    workable[column] = working.between(bounds[column] ?? 0, bounds[column + 1] ?? 0);
  }
  return workable;
}

/** The first working instant from `now` on that is not booked firmly; null: there is none in the time that is known. */
export function freeFrom(bookings: readonly BoardBooking[], working: WorkingTime, now: number, until: number): number | null {
  let next = 0;
  let free = now;
  for (const { start, end } of working.stretches(now, until)) {
    free = Math.max(free, start);
    for (; next < bookings.length; next += 1) {
      const booking = bookings[next];
      if (booking === undefined || booking.start > free) break;
      if (isFirm(booking)) free = Math.max(free, booking.end);
    }
    if (free < end) return free;
  }
  return null;
}
