import { Temporal } from "temporal-polyfill";

/** A calendar day, `2026-03-02`. */
export type Day = string;

export function today(zone: string): Day {
  return Temporal.Now.plainDateISO(zone).toString();
}

/** The day's first instant in `zone`. */
export function startOf(day: Day, zone: string): string {
  return Temporal.PlainDate.from(day).toZonedDateTime(zone).toInstant().toString();
}

/** The day that is `days` after it; negative: before. */
export function plusDays(day: Day, days: number): Day {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** The Monday of its week. */
export function mondayOf(day: Day): Day {
  return plusDays(day, 1 - Temporal.PlainDate.from(day).dayOfWeek);
}

/** The first day of the month that is `months` after that of `day`. */
export function monthOf(day: Day, months = 0): Day {
  return Temporal.PlainDate.from(day).with({ day: 1 }).add({ months }).toString();
}

export function isDay(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}
