/** A half-open span of time; both ends are ISO 8601 in UTC. */
export interface Slot {
  readonly startTime: string;
  readonly endTime: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const FIRST_HOUR = 9;
const LAST_HOUR = 17;

/** Midnight UTC that many days after today. */
export function dayAfter(now: Date, days: number): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()) + days * DAY_MS);
}

/** From this Monday to the next, both at midnight UTC. */
export function weekOf(now: Date): { from: string; to: string } {
  const sinceMonday = (now.getUTCDay() + 6) % 7;
  return { from: dayAfter(now, -sinceMonday).toISOString(), to: dayAfter(now, 7 - sinceMonday).toISOString() };
}

/** Office hours of the first day, from `day` on, that none of the taken slots touches. */
export function firstFreeDay(day: Date, taken: readonly Slot[]): Slot {
  const next = new Date(day.getTime() + DAY_MS);
  const busy = taken.some((slot) => new Date(slot.startTime) < next && new Date(slot.endTime) > day);
  return busy ? firstFreeDay(next, taken) : officeHours(day);
}

function officeHours(day: Date): Slot {
  const at = (hour: number) => new Date(day.getTime() + hour * 60 * 60 * 1000).toISOString();
  return { startTime: at(FIRST_HOUR), endTime: at(LAST_HOUR) };
}
