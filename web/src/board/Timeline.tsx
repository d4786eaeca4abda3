import "./board.css";
import { type CSSProperties, useCallback, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useNow } from "../time/useNow";
import { words } from "../words/board";
import { Cell } from "./Cell";
import type { Drawing } from "./drawing";
import { GeometryContext } from "./geometry";
import { Hands } from "./hands/Hands";
import { Head } from "./Head";
import { Lines } from "./Lines";
import type { Column } from "./model/columns";
import type { Plan } from "./model/plan";
import { xOf } from "./model/scale";
import { bandsOf } from "./model/shading";
import { NowLine } from "./NowLine";
import { schedule } from "./schedule";
import { useKeys } from "./useKeys";
import { useBoard } from "./useBoard";
import { useLabels } from "./useLabels";
import { usePlaces } from "./usePlaces";
import type { Utilisation } from "./useUtilisation";
import type { Viewport } from "./viewport";

/** Of the two lines of the calendar and the line of what is booked, with the border below, in px. */
const HEAD_HEIGHT = 71;

interface TimelineProps {
  readonly viewport: Viewport;
  readonly drawing: Drawing;
  readonly columns: readonly Column[];
  readonly plan: Plan;
  readonly utilisation: Utilisation;
  /** What is said in the corner, over the artists. */
  readonly corner: string;
}

/** What scrolls: the calendar above, the artists at the left, their bookings. */
export function Timeline({ viewport, drawing, columns, plan, utilisation, corner }: TimelineProps) {
  const root = useRef<HTMLDivElement>(null);
  const scroller = useCallback(() => root.current, []);
  const [margin, setMargin] = useState(viewport.margin);
  const { view } = drawing;
  const { scale } = view;
  const now = useNow();
  const keysId = useId();
  const geometry = usePlaces(viewport, drawing, plan, HEAD_HEIGHT);
  const onKeyDown = useKeys(viewport, drawing, plan, geometry);

  useLayoutEffect(() => {
    if (root.current === null) return;
    const detach = viewport.attach(root.current);
    setMargin(viewport.margin);
    const end = viewport.onChange(() => setMargin(viewport.margin));
    return () => {
      detach();
      end();
    };
  }, [viewport]);
  useLayoutEffect(() => viewport.settle(scale), [viewport, scale]);
  useLabels(root, viewport, drawing, plan);
  useEffect(() => {
    document.title = `${words.title} · ${document.title.split(" · ").at(-1) ?? ""}`;
  }, []);

  const extent = (scale.end - scale.origin) * scale.pxPerMs;
  const lines = useMemo(() => gridLines(drawing, columns), [drawing, columns]);
  return (
    <GeometryContext value={geometry}>
      <p id={keysId} hidden>
        {words.keys}
      </p>
      <div
        ref={root}
        role="application"
        aria-label={words.board}
        aria-describedby={keysId}
        tabIndex={0}
        data-board
        data-zoom={scale.zoom}
        className="board print:hidden"
        style={{ "--margin": `${margin}px`, "--extent": `${extent}px`, "--head": `${HEAD_HEIGHT}px` } as CSSProperties}
        onKeyDown={onKeyDown}
        onFocus={noteFocus}
      >
        <div className="board-head" style={{ width: margin + extent }}>
          <div className="board-head-corner">
            <span className="truncate font-medium">{corner}</span>
            <span className="text-right text-[0.6875rem] text-muted" title={words.bookedHint}>
              {words.booked}
            </span>
          </div>
          <Head view={view} columns={columns} ofColumn={utilisation.ofColumn} now={now} />
        </div>
        <div className="board-rows" style={{ width: margin + extent, height: plan.tops[plan.rows.length] }}>
          <div className="board-grid-lines" style={{ marginLeft: xOf(scale, view.from), width: (view.to - view.from) * scale.pxPerMs, backgroundImage: lines }} />
          <NowLine drawing={drawing} plan={plan} now={now} />
          <Lines plan={plan} drawing={drawing} utilisation={utilisation} scroller={scroller} headHeight={HEAD_HEIGHT} />
          <div className="board-layer" data-layer>
            <Cell drawing={drawing} plan={plan} />
            <Hands />
          </div>
        </div>
      </div>
    </GeometryContext>
  );
}

/** A line of 1 px where each column begins. */
function gridLines({ view: { scale, from } }: Drawing, columns: readonly Column[]): string {
  const begin = xOf(scale, from);
  const bands = columns.map(({ start }) => {
    const x = Math.round(xOf(scale, start) - begin);
    return [x, x + 1] as const;
  });
  return bandsOf(bands, "var(--grid)");
}

/** The keyboard goes on from what the pointer has chosen. */
function noteFocus({ target }: { target: EventTarget }): void {
  const booking = target instanceof HTMLElement ? schedule.get(target.dataset["booking"] ?? "") : undefined;
  if (booking === undefined) return;
  const { artistId, start, end } = booking;
  const { focused } = useBoard.getState();
  const isThere = focused?.artistId === artistId && start <= focused.time && focused.time < end;
  if (!isThere) useBoard.setState({ focused: { artistId, time: start } });
}
