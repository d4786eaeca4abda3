import { DAY, HOUR, MINUTE } from "../../time/zone";

/** How much time the board shows at once, from near to far. */
export const ZOOM_NAMES = ["day", "days3", "week", "weeks2", "month", "quarter", "year"] as const;
export type Zoom = (typeof ZOOM_NAMES)[number];

/** What a column of the board is. Hours are counted from midnight. */
export type Unit = { readonly hours: number } | "day" | "week" | "month" | "year";

export interface ZoomLevel {
  /** How many days fill the width of the window. */
  readonly days: number;
  readonly columns: Unit;
  /** What stands over the columns. */
  readonly above: Unit;
  /** By how much hands go, in ms; a day: from midnight to midnight. */
  readonly grid: number;
  /** Of a lane, in px. */
  readonly laneHeight: number;
}

export const ZOOMS: Record<Zoom, ZoomLevel> = {
  day: { days: 1, columns: { hours: 1 }, above: "day", grid: 15 * MINUTE, laneHeight: 28 },
  days3: { days: 3, columns: { hours: 3 }, above: "day", grid: 30 * MINUTE, laneHeight: 28 },
  week: { days: 7, columns: "day", above: "week", grid: HOUR, laneHeight: 28 },
  weeks2: { days: 14, columns: "day", above: "week", grid: DAY, laneHeight: 26 },
  month: { days: 31, columns: "day", above: "month", grid: DAY, laneHeight: 24 },
  quarter: { days: 92, columns: "week", above: "month", grid: DAY, laneHeight: 18 },
  year: { days: 365, columns: "month", above: "year", grid: DAY, laneHeight: 12 },
};
