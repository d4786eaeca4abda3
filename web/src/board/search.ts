import type { BookingStatus, Employment } from "../api/operations";
import { type Zoom, ZOOM_NAMES } from "./model/zooms";
import type { Clock, Grouping, Sorting } from "./useBoard";

/** What of the board is in its address, so that a link shows the same. What is not there is as it is at first. */
export interface BoardSearch {
  readonly zoom?: Zoom;
  /** The first day in view, `2026-03-02`. */
  readonly date?: string;
  readonly search?: string;
  readonly specialty?: string;
  readonly employment?: Employment;
  readonly project?: string;
  readonly status?: BookingStatus;
  readonly group?: Grouping;
  readonly sort?: Sorting;
  readonly clock?: Clock;
  /** The booking whose panel is open. */
  readonly booking?: string;
}

const CHOICES = {
  zoom: ZOOM_NAMES,
  employment: ["STAFF", "FREELANCE"],
  status: ["HOLD", "PENCIL", "CONFIRMED"],
  group: ["specialty", "employment"],
  sort: ["utilisation", "free"],
  clock: ["mine", "artist"],
} as const;
const TEXTS = ["date", "search", "specialty", "project", "booking"] as const;

/** Reads an address; what makes no sense is left out. */
export function boardSearch(given: Record<string, unknown>): BoardSearch {
  const found: Record<string, string> = {};
  for (const [name, choices] of Object.entries(CHOICES)) {
    const value = choices.find((choice) => choice === given[name]);
    if (value !== undefined) found[name] = value;
  }
  for (const name of TEXTS) {
    const value = given[name];
    if (typeof value === "string" || typeof value === "number") found[name] = String(value);
  }
  return found;
}
