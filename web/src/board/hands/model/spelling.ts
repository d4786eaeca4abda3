import { formatter } from "../../../time/formats";
import { lengthInDays } from "../../../time/span";
import { MINUTE } from "../../../time/zone";
import { words } from "../../../words/hands";
import { localTimeAt } from "./localTime";
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
export function lengthText(when: When, zone: string): string {
  const days = lengthInDays(when, zone);
  return days === null ? words.hours(Math.round((when.end - when.start) / MINUTE / 6) / 10) : words.days(days);
}
