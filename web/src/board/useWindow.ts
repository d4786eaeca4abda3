import { useDeferredValue, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { Drawing } from "./drawing";
import { loader } from "./loading";
import { type Column, columnsIn } from "./model/columns";
import { DAY } from "./model/zone";
import { WorkingTimes } from "./model/workingTime";
import { ZOOMS } from "./model/zooms";
import { useBoard } from "./useBoard";
import type { Viewport } from "./viewport";

export interface Drawn {
  readonly drawing: Drawing;
  /** The columns of what is drawn. */
  readonly columns: readonly Column[];
  /** What was in view when it was last scrolled, to be counted and filtered by. Another object after each rest. */
  readonly period: Column;
}

/** What is to be drawn of the board, and sees to it that its bookings are there. Drawing yields to whatever is more urgent. */
export function useWindow(viewport: Viewport, mayEdit: boolean): Drawn {
  const view = useDeferredValue(useSyncExternalStore(viewport.onChange, viewport.view));
  const clock = useBoard((state) => state.clock);
  const { projectId, status } = useBoard((state) => state.filters);
  const { scale, from, to } = view;
  const { origin, end } = scale;
  // Days more than can be scrolled to, since an artist's day may begin elsewhere.
  const times = useMemo(() => new WorkingTimes(origin - 2 * DAY, end + 2 * DAY), [origin, end]);
  const drawing = useMemo(() => new Drawing(view, clock, times, { projectId, status }, mayEdit), [view, clock, times, projectId, status, mayEdit]);
  const columns = useMemo(() => columnsIn(ZOOMS[scale.zoom].columns, from, to, scale.zone), [scale, from, to]);
  return { drawing, columns, period: usePeriod(viewport) };
}

function usePeriod(viewport: Viewport): Column {
  const [period, setPeriod] = useState(() => inView(viewport));
  useEffect(() => {
    const rest = () => {
      const now = inView(viewport);
      setPeriod((before) => (before.start === now.start && before.end === now.end ? before : now));
      loader.want(now.start, now.end);
      useBoard.setState({ date: now.start, zoom: viewport.view().scale.zoom });
    };
    rest();
    return viewport.onRest(rest);
  }, [viewport]);
  return period;
}

function inView(viewport: Viewport): Column {
  const start = viewport.left();
  const { width, pxPerMs } = viewport.view().scale;
  return { start, end: start + width / pxPerMs };
}
