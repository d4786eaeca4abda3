import { DAY, HOUR, MINUTE, Zone } from "./zone";

/** The language of the words, which the dates and numbers between them share. */
export const LOCALE = "en-GB";

const made = new Map<string, Intl.DateTimeFormat>();

/** A formatter for dates and times in `zone`, made once. */
export function formatter(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([zone, options]);
  const format = made.get(key) ?? new Intl.DateTimeFormat(LOCALE, { timeZone: zone, ...options });
  made.set(key, format);
  return format;
}

/** The zone of the person's own clock. */
export const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** `Tue 3 Mar`, with the year where it is not this one. `day` is an ISO date. */
export function dayName(day: string, { long = false }: { long?: boolean } = {}): string {
  const style = long ? "long" : "short";
  return dated(day, { weekday: style, day: "numeric", month: style });
}

/** `3 Mar`, for plans that go on for months; with the year where it is not this one, or is asked for. `day` is an ISO date. */
export function dateName(day: string, { withYear = false }: { withYear?: boolean } = {}): string {
  return dated(day, { day: "numeric", month: "short", ...(withYear && { year: "numeric" }) });
}

/** Without commas, which come with the year only: a span has one of each kind. */
function dated(day: string, options: Intl.DateTimeFormatOptions): string {
  const isThisYear = Number(day.slice(0, 4)) === new Date().getFullYear();
  const format = formatter("UTC", { ...options, ...(!isThisYear && { year: "numeric" }) });
  return format.format(Date.parse(`${day}T12:00:00Z`)).replace(",", "");
}

/** `09:00`. `instant` is milliseconds since 1970. */
export function clock(instant: number, zone: string): string {
  return shown(instant, zone).slice(11, 16);
}

/** The local day of an instant (milliseconds since 1970) as an ISO date. */
export function dayOf(instant: number, zone: string): string {
  return shown(instant, zone).slice(0, 10);
}

/** What the zone's clocks and calendars show, `2026-03-03T09:00:00.000Z`, as if it were in UTC. */
function shown(instant: number, zone: string): string {
  return new Date(Zone.of(zone).toWall(instant)).toISOString();
}

/** `Tue 3 Mar, 09:00`. */
export function momentName(instant: number, zone: string): string {
  return `${dayName(dayOf(instant, zone))}, ${clock(instant, zone)}`;
}

/** Whether an instant is where a local day begins. */
export function isMidnight(instant: number, zone: string): boolean {
  return Zone.of(zone).startOfDay(instant) === instant;
}

/** `GMT+1` where the clocks of `zone` do not show the person's own time at that instant; else nothing. */
export function foreignZone(instant: number, zone: string): string | null {
  if (Zone.of(zone).offsetAt(instant) === Zone.of(ownZone).offsetAt(instant)) return null;
  const parts = formatter(zone, { timeZoneName: "short" }).formatToParts(instant);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? zone;
}

const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", DAY],
  ["hour", HOUR],
  ["minute", MINUTE],
];
const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: "always" });

/** `in 4 hours`, `12 minutes ago`: the nearest that is not too much, rounded towards now. Milliseconds since 1970. */
export function fromNow(instant: number, now: number): string {
  const away = instant - now;
  const [unit, length] = STEPS.find(([, each]) => Math.abs(away) >= each) ?? (["minute", MINUTE] as const);
  return relative.format(Math.trunc(away / length), unit);
}
