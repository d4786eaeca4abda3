import type { BoardBooking } from "../../booking";

/** Bookings that keys carry along: how far, and which end of the first where it is an end. */
export interface Carry {
  readonly taken: readonly [BoardBooking, ...BoardBooking[]];
  readonly edge: "start" | "end" | null;
  /** Along the time; negative: earlier. */
  readonly steps: number;
  /** In rows. */
  readonly down: number;
  /** Whether they drop when Alt is let go; else Enter drops them. */
  readonly untilRelease: boolean;
}

const ALONG: Record<string, readonly [steps: number, down: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const EDGES: Record<string, Carry["edge"]> = { s: "start", e: "end", m: null };

/** What a key makes of it; null: the key is not for that. */
export function carried(carry: Carry, key: string, shift: boolean): Carry | null {
  const edge = EDGES[key.toLowerCase()];
  if (edge !== undefined && !carry.untilRelease) return { ...carry, edge, steps: 0, down: 0 };
  const along = ALONG[key];
  if (along === undefined) return null;
  const [steps, down] = along;
  // Shift takes the end along: what was moved before it is another matter.
  if (shift && carry.edge === null && down === 0) return { ...carry, edge: "end", steps, down: 0 };
  return { ...carry, steps: carry.steps + steps, down: carry.edge === null ? carry.down + down : 0 };
}

export function isArrow(key: string): boolean {
  return key in ALONG;
}
