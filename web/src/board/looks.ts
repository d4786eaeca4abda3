import type { CSSProperties } from "react";
import type { BookingStatus } from "../api/operations";
import { hueOf } from "../ui/hues";
import type { Zoom } from "./model/zooms";
import { ZOOMS } from "./model/zooms";

/** Space in a row above its first lane and below its last, between lanes, and the least height of a row, in px. */
export const PADDING = 5;
export const GAP = 3;
const LEAST = 46;
/** Of a group's heading. */
export const GROUP_HEIGHT = 30;
/** Blocks below these widths have no handles, and no text. */
export const LEAST_FOR_HANDLES = 26;
export const LEAST_FOR_TEXT = 34;

export function rowHeight(zoom: Zoom, lanes: number): number {
  return Math.max(LEAST, 2 * PADDING + lanes * (ZOOMS[zoom].laneHeight + GAP) - GAP);
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
