import { DAY, Zone } from "../../../time/zone";

/** A day of the calendar: `2026-03-02`. */
export type Day = string;

/** What clocks and calendars show, without a zone: `2026-03-02T09:00`. */
export type LocalTime = string;

function offsetAt(instant: number, zone: string): number {
  return Zone.of(zone).offsetAt(instant);
}

/** What the zone's clocks show, as if they were in UTC: for adding days, not for storing. */
function wallAt(instant: number, zone: string): number {
  return instant + offsetAt(instant, zone);
}

/** When the clocks show `wall`: of two such instants the first; where they skip it, the first instant after the gap. */
function instantOfWall(wall: number, zone: string): number {
  const before = offsetAt(wall - DAY, zone);
  const after = offsetAt(wall + DAY, zone);
  for (const offset of [Math.max(before, after), Math.min(before, after)]) {
    if (offsetAt(wall - offset, zone) === offset) return wall - offset;
  }
  let [skipped, past] = [wall - after, wall - before];
  while (past - skipped > 1) {
    const middle = Math.floor((skipped + past) / 2);
    if (offsetAt(middle, zone) === before) skipped = middle;
    else past = middle;
  }
  return past;
}

/** What clocks in the zone show at an instant, to the minute. */
export function localTimeAt(instant: number, zone: string): LocalTime {
  return new Date(wallAt(instant, zone)).toISOString().slice(0, 16);
}

/** When it is that time in the zone. Null: it is no time of day at all. */
export function instantOf(local: LocalTime, zone: string): number | null {
  const wall = Date.parse(`${local}Z`);
  return Number.isNaN(wall) ? null : instantOfWall(wall, zone);
}

/** A day's first instant: midnight, or where the clocks skip it the first after. */
export function startOf(day: Day, zone: string): number {
  return instantOfWall(Date.parse(`${day}T00:00Z`), zone);
}

/** The day that is `count` days later; negative: earlier. */
export function dayAfter(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00Z`) + count * DAY).toISOString().slice(0, 10);
}

/** How many days `to` is after `from`. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / DAY);
}

/** The same time of day, `count` days later in the zone. */
export function sameTimeAfter(instant: number, count: number, zone: string): number {
  return count === 0 ? instant : instantOfWall(wallAt(instant, zone) + count * DAY, zone);
}
