import { words } from "../../words/artists";

/** Hours of a day as clocks show them, `09:00`; an end at midnight is `24:00`. */
export interface Stretch {
  readonly start: string;
  readonly end: string;
}

/** The stretches of Monday to Sunday. */
export type WorkingWeek = readonly (readonly Stretch[])[];

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** Reads the API's `mon 09:00-18:00`. */
export function readWeek(texts: readonly string[]): WorkingWeek {
  const week: Stretch[][] = DAYS.map(() => []);
  for (const text of texts) {
    const found = /^(\w{3}) ([\d:]{5})-([\d:]{5})$/.exec(text);
    const [, day = "", start = "", end = ""] = found ?? [];
    week[DAYS.indexOf(day)]?.push({ start, end });
  }
  return week;
}

/** Writes a week as the API wants it, each day's hours in order. */
export function writeWeek(week: WorkingWeek): string[] {
  return week.flatMap((stretches, day) => ordered(stretches).map(({ start, end }) => `${DAYS[day]} ${start}-${end}`));
}

/** What is wrong with a week, for people; null: nothing. */
export function problemOf(week: WorkingWeek): string | null {
  for (const [day, stretches] of week.entries()) {
    const name = words.weekdays[day] ?? "";
    if (stretches.some(({ start, end }) => start === "" || end === "")) return words.hoursOpen(name);
    if (stretches.some(({ start, end }) => end <= start)) return words.hoursBackwards(name);
    const inOrder = ordered(stretches);
    if (inOrder.some(({ start }, index) => start < (inOrder[index - 1]?.end ?? ""))) return words.hoursOverlap(name);
  }
  return null;
}

/** A week in few words: days in a row with the same hours together. */
export function weekText(week: WorkingWeek): readonly { readonly days: string; readonly hours: string }[] {
  const lines: { first: number; last: number; hours: string }[] = [];
  for (const [day, stretches] of week.entries()) {
    const hours = ordered(stretches)
      .map(({ start, end }) => `${start}–${end}`)
      .join(", ");
    const before = lines.at(-1);
    if (before?.hours === hours && before.last === day - 1) before.last = day;
    else if (hours !== "") lines.push({ first: day, last: day, hours });
  }
  const name = (day: number) => words.weekdaysShort[day] ?? "";
  return lines.map(({ first, last, hours }) => ({ days: first === last ? name(first) : words.daysSpan(name(first), name(last)), hours }));
}

/** Minutes after midnight. */
export function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 60 + minutes;
}

function ordered(stretches: readonly Stretch[]): readonly Stretch[] {
  return [...stretches].sort((a, b) => (a.start < b.start ? -1 : 1));
}
