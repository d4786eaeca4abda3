import { useMemo, useRef } from "react";
import type { Drawing } from "./drawing";
import { GROUP_HEIGHT, rowHeight } from "./looks";
import { depthIn, lanesOf } from "./model/lanes";
import { type Plan, planOf } from "./model/plan";
import type { Row } from "./model/rows";
import { schedule } from "./schedule";

/**
 * Lays the rows out, each high enough for the lanes of what is drawn. While it is scrolled (`resting` stays the same)
 * rows only grow: one that shrank and grew again would pull the ground from under the reader.
 */
export function usePlan(rows: readonly Row[], drawing: Drawing, changes: number, resting: unknown): Plan {
  const before = useRef<{ resting: unknown; scale: unknown; depths: Map<string, number> }>({ resting: null, scale: null, depths: new Map() });
  return useMemo(() => {
    const { scale, from, to } = drawing.view;
    const kept = before.current.resting === resting && before.current.scale === scale ? before.current.depths : null;
    const depths = new Map<string, number>();
    const plan = planOf(rows, (row) => {
      if (row.kind === "group") return GROUP_HEIGHT;
      const { fromAxis } = drawing.clockOf(row.artist);
      const depth = Math.max(depthIn(lanesOf(schedule.of(row.key)), fromAxis(from), fromAxis(to)), kept?.get(row.key) ?? 1);
      depths.set(row.key, depth);
      return rowHeight(scale.zoom, depth);
    });
    before.current = { resting, scale, depths };
    return plan;
    // `changes` stands for what is in `schedule`.
  }, [rows, drawing, changes, resting]);
}
