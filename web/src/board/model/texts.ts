import { LOCALE } from "../../time/formats";
import { DAY, MINUTE, modulo, type Zone } from "../../time/zone";

/** Names of days are asked for again and again: each is put into words once. */
class DayNames {
  readonly #known = new Map<number, string>();
  readonly #format: Intl.DateTimeFormat;

  constructor(options: Intl.DateTimeFormatOptions) {
    // Wall time is written as if it were UTC.
    this.#format = new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: "UTC" });
  }

  /** The name of what the clock of a zone shows at an instant. */
  of(instant: number, zone: Zone): string {
    const day = Math.floor(zone.toWall(instant) / DAY);
    const known = this.#known.get(day);
    if (known !== undefined) return known;
    // Without the comma that some names have, as elsewhere on the page.
    const text = this.#format.format(day * DAY).replace(",", "");
    this.#known.set(day, text);
    return text;
  }
}

/** `Tue 3 Mar` */
export const shortDay = new DayNames({ weekday: "short", day: "numeric", month: "short" });
/** `Tuesday 3 March 2026` */
export const longDay = new DayNames({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
/** `Tue` */
export const weekday = new DayNames({ weekday: "short" });
/** `3` */
export const dayOfMonth = new DayNames({ day: "numeric" });
/** `March 2026` */
export const monthAndYear = new DayNames({ month: "long", year: "numeric" });
/** `Mar` */
export const monthName = new DayNames({ month: "short" });
/** `M` */
export const monthInitial = new DayNames({ month: "narrow" });
/** `2026` */
export const yearName = new DayNames({ year: "numeric" });

/** What the clock shows: `09:00`. */
export function timeText(instant: number, zone: Zone): string {
  const minutes = Math.floor(modulo(zone.toWall(instant), DAY) / MINUTE);
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/** The number of the ISO week, of which the first has the year's first Thursday. */
export function weekNumber(monday: number, zone: Zone): number {
  const thursday = zone.toWall(monday) + 3 * DAY;
  const newYear = Date.UTC(new Date(thursday).getUTCFullYear(), 0, 1);
  return Math.floor((thursday - newYear) / (7 * DAY)) + 1;
}

const period = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** `23 – 29 Nov 2026`, the last day included. */
export function periodText(from: number, to: number, zone: Zone): string {
  return period.formatRange(zone.toWall(from), zone.toWall(to - 1));
}

/** `2026-03-02`, as fields for dates have it. */
export function isoDay(instant: number, zone: Zone): string {
  return new Date(zone.toWall(instant)).toISOString().slice(0, 10);
}

/** The midnight with which a day written so begins; null where it is no day, or none that anybody plans in. */
export function dayOfIso(text: string, zone: Zone): number | null {
  const wall = /^(19[7-9]|20\d|21\d)\d-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(wall) ? null : zone.fromWall(wall);
}

/** When a stretch of time is, in words: `Tue 3 Mar 09:00 to 18:00`, `Tue 3 Mar to Thu 5 Mar` for whole days. */
export function stretchText(start: number, end: number, zone: Zone, to: string): string {
  const [startsAt, endsAt] = [timeText(start, zone), timeText(end, zone)];
  const wholeDays = startsAt === "00:00" && endsAt === "00:00";
  const [first, last] = [shortDay.of(start, zone), shortDay.of(wholeDays ? end - 1 : end, zone)];
  if (wholeDays) return first === last ? first : `${first} ${to} ${last}`;
  return first === last ? `${first} ${startsAt} ${to} ${endsAt}` : `${first} ${startsAt} ${to} ${last} ${endsAt}`;
}
