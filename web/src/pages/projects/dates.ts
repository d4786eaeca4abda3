import { dateName } from "../../time/formats";
import { words } from "../../words/projects";
import type { Dated } from "./timeline";

/** From when until when, as far as it is known; null: it is not. */
export function datesText({ startDate, endDate }: Dated): string | null {
  if (startDate !== null && endDate !== null) {
    // Beside a year, a date without one would be taken for the same.
    const withYear = startDate.slice(0, 4) !== endDate.slice(0, 4);
    return words.span(dateName(startDate, { withYear }), dateName(endDate, { withYear }));
  }
  if (startDate !== null) return words.from(dateName(startDate));
  return endDate === null ? null : words.until(dateName(endDate));
}
