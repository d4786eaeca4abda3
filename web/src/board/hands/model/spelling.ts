import { MINUTE } from "../../../time/zone";
import { words } from "../../../words/hands";
import { type Day, dayAt, localTimeAt } from "./localTime";
import type { When } from "./when";

/** The language of the words that dates stand between. */
const LOCALE = "en-GB";

/** The zone of the person's own clock. */
export const viewerZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

const plain = new Intl.DateTimeFormat(LOCALE, { timeZone: "UTC", weekday: "short", day: "numeric", month: "short" });
const withYear = new Intl.DateTimeFormat(LOCALE, { timeZone: "UTC", weekday: "short", day: "numeric", month: "short", year: "numeric" });

/** `Tue 3 Mar`, with its year where it is not this one. */
export function dayText(day: Day): string {
  const isThisYear = day.startsWith(String(new Date().getFullYear()));
  return (isThisYear ? plain : withYear).format(Date.parse(`${day}T12:00Z`)).replace(",", "");
}

function clockText(instant: number, zone: string): string {
  return localTimeAt(instant, zone).slice(11);
}

/** `Tue 3 Mar, 09:00`, as clocks in the zone show it. */
export function momentText(instant: number, zone: string): string {
  return words.at(dayText(dayAt(instant, zone)), clockText(instant, zone));
}

/** When something is, in words, as clocks in the zone show it. */
export function whenText({ start, end, days }: When, zone: string): string {
  if (days !== null) return days.first === days.last ? dayText(days.first) : words.span(dayText(days.first), dayText(days.last));
  const isOneDay = dayAt(start, zone) === dayAt(end - 1, zone);
  const until = dayAt(end, zone) === dayAt(start, zone) ? clockText(end, zone) : "24:00";
  return isOneDay ? words.span(momentText(start, zone), until) : words.span(momentText(start, zone), momentText(end, zone));
}

/** Whether clocks in two zones show different times at an instant. */
export function differ(zone: string, other: string, instant: number): boolean {
  return localTimeAt(instant, zone) !== localTimeAt(instant, other);
}

/** `Los Angeles (GMT-8)`. */
export function zoneText(zone: string, instant: number): string {
  const parts = new Intl.DateTimeFormat(LOCALE, { timeZone: zone, timeZoneName: "shortOffset" }).formatToParts(instant);
  const offset = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  return words.zone(zone.split("/").at(-1)?.replaceAll("_", " ") ?? zone, offset);
}

/** How long, in days or hours. */
export function lengthText({ start, end, days }: When): string {
  if (days !== null) return words.days(Math.round((Date.parse(days.last) - Date.parse(days.first)) / (1440 * MINUTE)) + 1);
  return words.hours(Math.round((end - start) / MINUTE / 6) / 10);
}
