import type { BoardBooking } from "../booking";

/** An artist's bookings, each in a lane of its own among those of the same time. */
export interface Lanes {
  readonly bookings: readonly BoardBooking[];
  /** Of each booking, counted from 0. */
  readonly lane: Uint8Array;
  /** Of each booking: the latest end among it and those before it. */
  readonly reach: Float64Array;
}

const known = new WeakMap<readonly BoardBooking[], Lanes>();

/**
 * Pencils and confirmed bookings in the first lane, since they exclude one another, holds in the first one that is free.
 * The bookings come by their start, as `Schedule.of` has them; the same array is answered the same.
 */
export function lanesOf(bookings: readonly BoardBooking[]): Lanes {
  const before = known.get(bookings);
  if (before !== undefined) return before;
  const lane = new Uint8Array(bookings.length);
  const reach = new Float64Array(bookings.length);
  /** When each lane is free again of what has been placed in it. */
  const free: number[] = [];
  const firm = bookings.filter(isFirm);
  let nextFirm = 0;
  let latest = -Infinity;
  bookings.forEach((booking, index) => {
    latest = Math.max(latest, booking.end);
    reach[index] = latest;
    while ((firm[nextFirm]?.end ?? Infinity) <= booking.start) nextFirm += 1;
    const taken = !isFirm(booking) && (firm[nextFirm]?.start ?? Infinity) < booking.end;
    let chosen = taken ? 1 : 0;
    while ((free[chosen] ?? -Infinity) > booking.start) chosen += 1;
    free[chosen] = booking.end;
    lane[index] = chosen;
  });
  const lanes = { bookings, lane, reach };
  known.set(bookings, lanes);
  return lanes;
}

/** The places `[first, last)` of the bookings among which those that overlap `[from, to)` are. */
export function placesIn({ bookings, reach }: Lanes, from: number, to: number): readonly [first: number, last: number] {
  const first = search(bookings.length, (index) => (reach[index] ?? 0) > from);
  const last = search(bookings.length, (index) => (bookings[index]?.start ?? Infinity) >= to);
  return [first, last];
}

/** How many lanes the bookings that overlap `[from, to)` take, at least one. */
export function depthIn(lanes: Lanes, from: number, to: number): number {
  const [first, last] = placesIn(lanes, from, to);
  let deepest = 0;
  for (let index = first; index < last; index += 1) {
    if ((lanes.bookings[index]?.end ?? 0) > from) deepest = Math.max(deepest, lanes.lane[index] ?? 0);
  }
  return deepest + 1;
}

export function isFirm({ status }: BoardBooking): boolean {
  return status === "CONFIRMED" || status === "PENCIL";
}

/** The first of `count` places from which on `holds` is true. */
export function search(count: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
