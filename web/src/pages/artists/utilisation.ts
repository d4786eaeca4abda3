import { Temporal } from "temporal-polyfill";
import type { BookingStatus } from "../../api/operations";
import { DAYS, type Week } from "../../time/week";
import type { Day } from "../bookings/days";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

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

/** How much of the working hours of `days` days from `first` on is booked; null: there are none. */
export function utilisationOf(week: Week, zone: string, first: Day, days: number, bookings: readonly Taken[]): Utilisation | null {
  const work = workingTime(week, zone, first, days);
  const all = length(work);
  if (all === 0) return null;
  const taken: Interval[] = [];
  const [confirmed = 0, pencil = 0, hold = 0] = FIRMNESS.map((status) => {
    const before = length(overlaps(work, union(taken)));
    for (const { startTime, endTime, ...booking } of bookings) {
      if (booking.status === status) taken.push([Date.parse(startTime), Date.parse(endTime)]);
    }
    return (length(overlaps(work, union(taken))) - before) / all;
  });
  return { confirmed, pencil, hold };
}

function workingTime(week: Week, zone: string, first: Day, days: number): Interval[] {
  const starts = startsOf(zone, first, days);
  const weekday = Temporal.PlainDate.from(first).dayOfWeek - 1;
  const work: Interval[] = [];
  for (let day = 0; day < days; day += 1) {
    const from = starts[day] ?? 0;
    const to = starts[day + 1] ?? 0;
    // Exactly only where the clocks change: it is slow, and there are many artists.
    const at = (clock: string) => (to - from === DAY ? from + minutesOf(clock) * MINUTE : instantOf(first, day, clock, zone));
    for (const { start, end } of week[DAYS[(weekday + day) % 7] ?? "mon"]) work.push([at(start), at(end)]);
  }
  return work;
}

function instantOf(first: Day, days: number, clock: string, zone: string): number {
  const minutes = minutesOf(clock);
  const time = { hour: Math.floor(minutes / 60) % 24, minute: minutes % 60 };
  const day = Temporal.PlainDate.from(first).add({ days: days + Math.floor(minutes / (24 * 60)) });
  return day.toPlainDateTime(time).toZonedDateTime(zone).epochMilliseconds;
}

/** Minutes after midnight. */
function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 60 + minutes;
}

const known = new Map<string, number[]>();

/** The first instants of `days` days, and of the one after them: the same for all artists of a zone. */
function startsOf(zone: string, first: Day, days: number): readonly number[] {
  const key = `${zone} ${first} ${days}`;
  let starts = known.get(key);
  if (starts === undefined) {
    const day = Temporal.PlainDate.from(first);
    starts = Array.from({ length: days + 1 }, (_, index) => day.add({ days: index }).toZonedDateTime(zone).epochMilliseconds);
    known.set(key, starts);
  }
  return starts;
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

function overlaps(work: readonly Interval[], taken: readonly Interval[]): Interval[] {
  return work.flatMap(([from, to]) =>
    taken.filter(([start, end]) => start < to && from < end).map(([start, end]): Interval => [Math.max(start, from), Math.min(end, to)]),
  );
}

function length(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, [start, end]) => sum + end - start, 0);
}
