import { startTransition, useDeferredValue, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { DAY } from "../time/zone";
import { Drawing, type Onlooker } from "./drawing";
import { loader } from "./loading";
import { type Column, columnsIn } from "./model/columns";
import { WorkingTimes } from "./model/workingTime";
import { ZOOMS } from "./model/zooms";
import { useBoard } from "./useBoard";
import type { Viewport } from "./viewport";

export interface Drawn {
  readonly drawing: Drawing;
  /** The columns of what is drawn. */
  readonly columns: readonly Column[];
  readonly period: Period;
}

/** What was in view a moment ago, to count and filter by: less nervous than what is in view. */
export interface Period extends Column {
  /** Whether it is being scrolled still. */
  readonly moving: boolean;
}

/** What is to be drawn of the board, and sees to it that its bookings are there. Drawing yields to whatever is more urgent. */
export function useWindow(viewport: Viewport, onlooker: Onlooker): Drawn {
  const view = useDeferredValue(useSyncExternalStore(viewport.onChange, viewport.view));
  const clock = useBoard((state) => state.clock);
  const { projectId, status } = useBoard((state) => state.filters);
  const { scale, from, to } = view;
  const { origin, end } = scale;
  // Days more than can be scrolled to, since an artist's day may begin elsewhere.
  const times = useMemo(() => new WorkingTimes(origin - 2 * DAY, end + 2 * DAY), [origin, end]);
  const drawing = useMemo(() => new Drawing(view, clock, times, { projectId, status }, onlooker), [view, clock, times, projectId, status, onlooker]);
  const columns = useMemo(() => columnsIn(ZOOMS[scale.zoom].columns, from, to, scale.zone), [scale, from, to]);
  return { drawing, columns, period: usePeriod(viewport) };
}

function usePeriod(viewport: Viewport): Period {
  const [period, setPeriod] = useState(() => inView(viewport));
  useEffect(() => {
    const rest = () => {
      const now = inView(viewport);
      startTransition(() => setPeriod((before) => (before.start === now.start && before.end === now.end && before.moving === now.moving ? before : now)));
      loader.want(now.start, now.end);
      useBoard.setState({ date: now.start, zoom: viewport.view().scale.zoom });
    };
    rest();
    return viewport.onRest(rest);
  }, [viewport]);
  return period;
}

function inView(viewport: Viewport): Period {
  const start = viewport.left();
  const { width, pxPerMs } = viewport.view().scale;
  return { start, end: start + width / pxPerMs, moving: viewport.moving };
}
