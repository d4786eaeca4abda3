import { words } from "../../words/projects";
import { dayText } from "../bookings/when";
import type { Dated } from "./timeline";

/** From when until when, as far as it is known; null: it is not. */
export function datesText({ startDate, endDate }: Dated): string | null {
  if (startDate !== null && endDate !== null) return words.span(dayText(startDate), dayText(endDate));
  if (startDate !== null) return words.from(dayText(startDate));
  return endDate === null ? null : words.until(dayText(endDate));
}
