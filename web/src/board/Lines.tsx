import { useVirtualizer, type VirtualItem, type Virtualizer } from "@tanstack/react-virtual";
import { memo, useCallback, useLayoutEffect, useRef } from "react";
import { Zone } from "../time/zone";
import { words } from "../words/board";
import type { BoardArtist } from "./artist";
import type { Drawing } from "./drawing";
import { Line } from "./Line";
import { type Plan, shift } from "./model/plan";
import { shortDay } from "./model/texts";
import { type Sorting, useBoard } from "./useBoard";
import type { Utilisation } from "./useUtilisation";

interface LinesProps {
  readonly plan: Plan;
  readonly drawing: Drawing;
  readonly utilisation: Utilisation;
  readonly scroller: () => HTMLElement | null;
  /** Of what stands above the rows in the scrolling element, in px. */
  readonly headHeight: number;
}

/** The rows that are in view, and some more. */
export const Lines = memo(function Lines({ plan, drawing, utilisation, scroller, headHeight }: LinesProps) {
  const sorting = useBoard((state) => state.sorting);
  const virtualizer = useVirtualizer({
    count: plan.rows.length,
    getScrollElement: scroller,
    // Another plan makes other functions, and those make the virtualizer measure anew.
    estimateSize: useCallback((index: number) => (plan.tops[index + 1] ?? 0) - (plan.tops[index] ?? 0), [plan]),
    getItemKey: useCallback((index: number) => plan.rows[index]?.key ?? index, [plan]),
    scrollMargin: headHeight,
    overscan: 5,
    useFlushSync: false,
  });
  useSteady(plan, virtualizer);

  const line = ({ index, key }: VirtualItem) => {
    const row = plan.rows[index];
    if (row === undefined) return null;
    const top = plan.tops[index] ?? 0;
    const height = (plan.tops[index + 1] ?? 0) - top;
    if (row.kind === "group") {
      return (
        <div key={key} className="board-line-group" style={{ top, height }}>
          <h2>
            {row.label} <span className="font-normal text-muted">{row.count}</span>
          </h2>
        </div>
      );
    }
    const { artist } = row;
    const note = noteOf(artist, drawing, sorting, utilisation);
    const share = utilisation.ofArtist.get(artist.id) ?? null;
    return <Line key={key} artist={artist} drawing={drawing} top={top} height={height} depth={plan.depths[index] ?? 1} share={share} note={note} />;
  };
  return virtualizer.getVirtualItems().map(line);
});

/** What is worth knowing of an artist besides what they do: when they are free, or where it is which time for them. */
function noteOf({ id, timeZone }: BoardArtist, drawing: Drawing, sorting: Sorting, { freeFrom }: Utilisation): string | null {
  const free = sorting === "free" ? freeFrom.get(id) : undefined;
  if (free !== undefined) return words.freeFrom(shortDay.of(free, Zone.of(timeZone)));
  return drawing.clock === "artist" ? cityOf(timeZone) : null;
}

/** `Los Angeles` of `America/Los_Angeles` */
function cityOf(timeZone: string): string {
  return (timeZone.split("/").at(-1) ?? timeZone).replaceAll("_", " ");
}

/** Leaves what is at the top of the window where it is when rows above it grow or shrink. */
function useSteady(plan: Plan, virtualizer: Virtualizer<HTMLElement, Element>): void {
  const before = useRef(plan);
  useLayoutEffect(() => {
    const [old, scroller] = [before.current, virtualizer.scrollElement];
    before.current = plan;
    if (old === plan || old.rows !== plan.rows || scroller === null) return;
    // What the virtualizer has heard last: to ask the element would make the browser lay everything out at once.
    const top = virtualizer.scrollOffset ?? 0;
    const moved = shift(old, plan, top);
    if (moved !== 0) scroller.scrollTop = top + moved;
  }, [plan, virtualizer]);
}
