import { type Day, DAYS, weekOf } from "../../time/week";
import { words } from "../../words/weeklyHours";

/** A week in few words: days in a row with the same hours together. `texts` are the API's, `mon 09:00-18:00`, in order. */
export function weekText(texts: readonly string[]): readonly { readonly days: string; readonly hours: string }[] {
  const week = weekOf(texts);
  const lines: { readonly first: Day; last: Day; readonly hours: string }[] = [];
  let before = "";
  for (const day of DAYS) {
    const hours = week[day].map(({ start, end }) => `${start}–${end}`).join(", ");
    const line = lines.at(-1);
    if (line !== undefined && hours === before && hours !== "") line.last = day;
    else if (hours !== "") lines.push({ first: day, last: day, hours });
    before = hours;
  }
  const { short, span } = words;
  return lines.map(({ first, last, hours }) => ({ days: first === last ? short[first] : span(short[first], short[last]), hours }));
}
