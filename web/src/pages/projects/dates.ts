import { words } from "../../words/projects";
import { dateText } from "../bookings/when";
import type { Dated } from "./timeline";

/** From when until when, as far as it is known; null: it is not. */
export function datesText({ startDate, endDate }: Dated): string | null {
  if (startDate !== null && endDate !== null) return words.span(dateText(startDate), dateText(endDate));
  if (startDate !== null) return words.from(dateText(startDate));
  return endDate === null ? null : words.until(dateText(endDate));
}
