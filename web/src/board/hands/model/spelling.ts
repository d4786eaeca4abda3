import { dayOf, formatter } from "../../../time/formats";
import { DAY, MINUTE } from "../../../time/zone";
import { words } from "../../../words/hands";
import { type Day, localTimeAt } from "./localTime";
import type { When } from "./when";

/** Whether clocks in two zones show different times at an instant. */
export function differ(zone: string, other: string, instant: number): boolean {
  return localTimeAt(instant, zone) !== localTimeAt(instant, other);
}

/** `Los Angeles (GMT-8)`. */
export function zoneText(zone: string, instant: number): string {
  const parts = formatter(zone, { timeZoneName: "shortOffset" }).formatToParts(instant);
  const offset = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  return words.zone(zone.split("/").at(-1)?.replaceAll("_", " ") ?? zone, offset);
}

/** How long: in hours, or beyond a day in the local days that it touches, since nobody works through the nights between. */
export function lengthText({ start, end, days }: When, zone: string): string {
  if (days !== null) return words.days(daysIn(days.first, days.last));
  if (end - start > DAY) return words.days(daysIn(dayOf(start, zone), dayOf(end - 1, zone)));
  return words.hours(Math.round((end - start) / MINUTE / 6) / 10);
}

/** How many days there are from one to another, both counted. */
function daysIn(first: Day, last: Day): number {
  return Math.round((Date.parse(last) - Date.parse(first)) / DAY) + 1;
}
