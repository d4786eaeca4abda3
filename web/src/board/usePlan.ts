import { useMemo, useRef } from "react";
import { rowHeight } from "./looks";
import { depthIn, lanesOf } from "./model/lanes";
import { type Plan, planOf } from "./model/plan";
import type { ArtistRow, Row } from "./model/rows";
import { schedule } from "./schedule";
import type { Drawn } from "./useWindow";

/** How far beyond what is in view lanes count, in widths of it. */
const AROUND = 0.3;

/**
 * Lays the rows out, each high enough for the lanes of what is in view. While it is scrolled rows only grow: one that
 * shrank and grew again would pull the ground from under the reader.
 */
export function usePlan(rows: readonly Row[], { drawing, period }: Drawn, changes: number): Plan {
  const before = useRef({ zoom: "", depths: new Map<string, number>() });
  return useMemo(() => {
    const { zoom } = drawing.view.scale;
    const kept = period.moving && before.current.zoom === zoom ? before.current.depths : null;
    const depths = new Map<string, number>();
    const around = (period.end - period.start) * AROUND;
    const depthOf = ({ key, artist }: ArtistRow) => {
      const { fromAxis } = drawing.clockOf(artist);
      const depth = depthIn(lanesOf(schedule.of(key)), fromAxis(period.start - around), fromAxis(period.end + around));
      depths.set(key, Math.max(depth, kept?.get(key) ?? 1));
      return depths.get(key) ?? depth;
    };
    const plan = planOf(rows, depthOf, (depth) => rowHeight(zoom, depth));
    before.current = { zoom, depths };
    return plan;
    // `changes` stands for what is in `schedule`.
  }, [rows, drawing, period, changes]);
}
