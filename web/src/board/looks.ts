import type { CSSProperties } from "react";
import type { BookingStatus } from "../api/operations";
import { hueOf } from "../ui/hues";
import { type Zoom, ZOOMS } from "./model/zooms";

/** Space above the first lane of a full row and below its last, and between lanes, in px. */
const PADDING = 5;
export const GAP = 3;
/** The least height of a row, and that of a group's heading. */
const LEAST = 46;
const GROUP_HEIGHT = 30;
/** Blocks below these widths have no handles, no rank, and no name. */
export const LEAST_FOR_HANDLES = 26;
export const LEAST_FOR_RANK = 30;
export const LEAST_FOR_TEXT = 46;
/** Blocks below this height have no text at all. */
export const LEAST_LEGIBLE = 16;

/** The height of a row with so many lanes, of a heading without one. */
export function rowHeight(zoom: Zoom, depth: number): number {
  return depth === 0 ? GROUP_HEIGHT : Math.max(LEAST, lanesHeight(zoom, depth) + 2 * PADDING);
}

/** Where the first of so many lanes begins, below the top of the row: they are in its middle. */
export function insetOf(zoom: Zoom, depth: number): number {
  return Math.max(PADDING, (LEAST - lanesHeight(zoom, depth)) / 2);
}

function lanesHeight(zoom: Zoom, depth: number): number {
  return depth * (ZOOMS[zoom].laneHeight + GAP) - GAP;
}

const known = new Map<string, CSSProperties>();

/** A project's colour: full for what is confirmed, pale for what is not. The same object for the same colour. */
export function colourOf(projectId: string | null, status: BookingStatus): CSSProperties {
  const look = status === "CONFIRMED" ? "solid" : "soft";
  const key = `${look} ${projectId}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const colour = projectId === null ? NEUTRAL[look] : hueOf(projectId, look);
  known.set(key, colour);
  return colour;
}

const NEUTRAL = {
  solid: { backgroundColor: "light-dark(#565964, #4b4f5a)", color: "#fff" },
  soft: { backgroundColor: "light-dark(#e6e7ec, #2c2f38)", color: "light-dark(#3d3f49, #d5d7de)" },
} satisfies Record<string, CSSProperties>;
