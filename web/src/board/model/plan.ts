import type { BoardArtist } from "../artist";
import { search } from "./lanes";
import type { ArtistRow, Row } from "./rows";

/** Where each row lies, one under the other: row `i` from `tops[i]` to `tops[i + 1]`, in px. */
export interface Plan {
  readonly rows: readonly Row[];
  readonly tops: Float64Array;
  /** How many lanes each row has; a heading has none. */
  readonly depths: Uint8Array;
  readonly indexOf: ReadonlyMap<string, number>;
}

/** Lays rows out, each with so many lanes, and as high as it takes for them, in px. */
export function planOf(rows: readonly Row[], depthOf: (row: ArtistRow) => number, heightOf: (depth: number) => number): Plan {
  const tops = new Float64Array(rows.length + 1);
  const depths = new Uint8Array(rows.length);
  rows.forEach((row, index) => {
    const depth = row.kind === "group" ? 0 : depthOf(row);
    depths[index] = depth;
    tops[index + 1] = (tops[index] ?? 0) + heightOf(depth);
  });
  return { rows, tops, depths, indexOf: new Map(rows.map(({ key }, index) => [key, index])) };
}

/** Which row is at that height; none above the first and below the last. */
export function rowAt({ rows, tops }: Plan, top: number): number | null {
  if (top < 0) return null;
  const index = search(rows.length, (each) => (tops[each + 1] ?? 0) > top);
  return index < rows.length ? index : null;
}

export function heightAt({ tops }: Plan, index: number): number {
  return (tops[index + 1] ?? 0) - (tops[index] ?? 0);
}

/** The nearest artist's row from `index` on, in steps of `step`. */
export function artistNear({ rows }: Plan, index: number, step: 1 | -1): BoardArtist | null {
  for (let at = index; at >= 0 && at < rows.length; at += step) {
    const row = rows[at];
    if (row?.kind === "artist") return row.artist;
  }
  return null;
}

/** How far what is at `top` has moved from one plan of the same rows to another: scroll as much to leave it in its place. */
export function shift(before: Plan, after: Plan, top: number): number {
  const index = rowAt(before, top);
  if (index === null) return 0;
  return (after.tops[index] ?? 0) - (before.tops[index] ?? 0);
}
