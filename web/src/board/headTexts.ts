import { DAY, HOUR, modulo, type Zone } from "../time/zone";
import { words } from "../words/board";
import { dayOfMonth, longDay, monthAndYear, monthInitial, monthName, shortDay, timeText, weekday, weekNumber, yearName } from "./model/texts";
import type { Unit } from "./model/zooms";

/** Of a letter at the size of the head, and of the space beside a text, in px; rather too much than too little. */
const LETTER = 7;
const BESIDE = 16;
/** What the time of a column and the number of a day take, in px. */
const TIME = 40;
const DAY_NUMBER = 17;
/** After how many hours a time may be written: so that midnight is among them. */
const RHYTHMS = [1, 2, 3, 4, 6, 8, 12, 24];

/** What stands over a period that is so many px wide: as much as has room there. */
export function aboveText(unit: Unit, start: number, zone: Zone, width: number): string {
  return fitting(width, aboveTexts(unit, start, zone));
}

function aboveTexts(unit: Unit, start: number, zone: Zone): [string, ...string[]] {
  if (unit === "day") return [longDay.of(start, zone), shortDay.of(start, zone)];
  if (unit === "year") return [yearName.of(start, zone)];
  if (unit !== "week") return [monthAndYear.of(start, zone), monthName.of(start, zone)];
  const week = weekNumber(start, zone);
  return [words.week(week, monthAndYear.of(start, zone)), words.week(week, monthName.of(start, zone))];
}

/** What stands in a column that is so many px wide; nothing where only some of its like have room for it. */
export function columnText(unit: Unit, start: number, zone: Zone, width: number): { readonly before?: string; readonly text: string } {
  if (typeof unit !== "string") {
    const rhythm = RHYTHMS.find((hours) => hours % unit.hours === 0 && (hours / unit.hours) * width >= TIME) ?? 24;
    return { text: modulo(zone.toWall(start), DAY) % (rhythm * HOUR) === 0 ? timeText(start, zone) : "" };
  }
  if (unit === "month") return { text: (width < 34 ? monthInitial : monthName).of(start, zone) };
  if (unit === "week") return { text: width < 64 ? dayOfMonth.of(start, zone) : `${dayOfMonth.of(start, zone)} ${monthName.of(start, zone)}` };
  const text = dayOfMonth.of(start, zone);
  if (width >= 58) return { before: weekday.of(start, zone), text };
  return { text: width >= DAY_NUMBER || isMonday(start, zone) ? text : "" };
}

/** The first of the texts that has room, else the last. */
function fitting(width: number, [first, ...shorter]: readonly [string, ...string[]]): string {
  return [first, ...shorter].find((text) => text.length * LETTER + BESIDE <= width) ?? shorter.at(-1) ?? first;
}

function isMonday(start: number, zone: Zone): boolean {
  return new Date(zone.toWall(start)).getUTCDay() === 1;
}
