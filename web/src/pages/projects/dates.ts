import { dateName } from "../../time/formats";
import { words } from "../../words/projects";
import type { Dated } from "./timeline";

/** From when until when, as far as it is known; null: it is not. */
export function datesText({ startDate, endDate }: Dated): string | null {
  if (startDate !== null && endDate !== null) return words.span(dateName(startDate), dateName(endDate));
  if (startDate !== null) return words.from(dateName(startDate));
  return endDate === null ? null : words.until(dateName(endDate));
}
