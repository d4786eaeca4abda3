import { words } from "../words/weeklyHours";

export const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Day = (typeof DAYS)[number];

/** Hours of one day, `09:00`; either may be empty while it is being typed. `24:00` is the end of the day. */
export interface Hours {
  readonly start: string;
  readonly end: string;
}

export type Week = Readonly<Record<Day, readonly Hours[]>>;

const TEXT = /^(mon|tue|wed|thu|fri|sat|sun) ([\d:]*)-([\d:]*)$/;

/** A week in the API's texts, such as `mon 09:00-18:00`, by day. */
export function weekOf(texts: readonly string[]): Week {
  const week: Record<Day, Hours[]> = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  for (const text of texts) {
    const [, day, start, end] = TEXT.exec(text) ?? [];
    if (day !== undefined && start !== undefined && end !== undefined) week[day as Day].push({ start, end });
  }
  return week;
}

/** The same as texts again, day by day. */
export function textsOf(week: Week): string[] {
  return DAYS.flatMap((day) => week[day].map(({ start, end }) => `${day} ${start}-${end}`));
}

/** What is wrong with the hours of a day; null: nothing. */
export function faultOf(hours: readonly Hours[]): string | null {
  if (hours.some(({ start, end }) => start === "" || end === "")) return words.incomplete;
  if (hours.some(({ start, end }) => start >= end)) return words.order;
  const sorted = [...hours].sort((a, b) => (a.start < b.start ? -1 : 1));
  return sorted.some(({ start }, index) => start < (sorted[index - 1]?.end ?? "")) ? words.overlap : null;
}

/** What is wrong with a week, for people, by the first day that has a fault; null: nothing. */
export function weekFault(texts: readonly string[]): string | null {
  const week = weekOf(texts);
  const day = DAYS.find((each) => faultOf(week[each]) !== null);
  return day === undefined ? null : words.faulty(words.days[day]);
}

/** Hours to begin with, or to add behind those of the day. */
export function furtherHours(hours: readonly Hours[]): Hours {
  const last = hours.at(-1)?.end;
  if (last === undefined || last === "") return { start: "09:00", end: "18:00" };
  const start = Math.min(Number(last.slice(0, 2)) + 1, 23);
  return { start: clock(start), end: clock(Math.min(start + 3, 24)) };
}

function clock(hour: number): string {
  return `${String(hour).padStart(2, "0")}:00`;
}
