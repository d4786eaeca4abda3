import type { BookingStatus } from "../../api/operations";
import { WorkingTime } from "../../board/model/workingTime";
import { DAY, Zone } from "../../time/zone";
import type { Day } from "../bookings/days";

/** Which parts of somebody's working time are taken, from 0 to 1 each. What is taken twice counts once, as the firmer. */
export interface Utilisation {
  readonly confirmed: number;
  readonly pencil: number;
  readonly hold: number;
}

interface Taken {
  readonly startTime: string;
  readonly endTime: string;
  readonly status: BookingStatus;
}

type Interval = readonly [start: number, end: number];

const FIRMNESS = ["CONFIRMED", "PENCIL", "HOLD"] as const;

/** How much of the working hours (`mon 09:00-18:00`, in order) of `days` days from `first` on is booked; null: there are none. */
export function utilisationOf(hours: readonly string[], zone: string, first: Day, days: number, bookings: readonly Taken[]): Utilisation | null {
  const clock = Zone.of(zone);
  const midnight = Date.parse(`${first}T00:00Z`);
  const [from, to] = [clock.fromWall(midnight), clock.fromWall(midnight + days * DAY)];
  const working = new WorkingTime(clock, hours, from, to);
  const all = working.between(from, to);
  if (all === 0) return null;
  const worked = (intervals: readonly Interval[]) => union(intervals).reduce((sum, [start, end]) => sum + working.between(start, end), 0);
  const taken: Interval[] = [];
  const [confirmed = 0, pencil = 0, hold = 0] = FIRMNESS.map((status) => {
    const before = worked(taken);
    for (const { startTime, endTime, ...booking } of bookings) {
      if (booking.status === status) taken.push([Date.parse(startTime), Date.parse(endTime)]);
    }
    return (worked(taken) - before) / all;
  });
  return { confirmed, pencil, hold };
}

function union(intervals: readonly Interval[]): Interval[] {
  const joined: [number, number][] = [];
  for (const [start, end] of [...intervals].sort(([a], [b]) => a - b)) {
    const last = joined.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}
