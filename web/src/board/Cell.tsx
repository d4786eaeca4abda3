import { words } from "../words/board";
import type { Drawing } from "./drawing";
import { later, startOf } from "./model/columns";
import { heightAt, type Plan } from "./model/plan";
import { xOf } from "./model/scale";
import { stretchText } from "./model/texts";
import { ZOOMS } from "./model/zooms";
import { useBookingsOf } from "./schedule";
import { type Cursor, useBoard } from "./useBoard";
import { bookingAt } from "./model/neighbours";

/** Where the keyboard is while it is at no booking: free time of an artist. */
export function Cell({ drawing, plan }: { drawing: Drawing; plan: Plan }) {
  const focused = useBoard((state) => state.focused);
  return focused === null ? null : <FreeCell focused={focused} drawing={drawing} plan={plan} />;
}

function FreeCell({ focused: { artistId, time }, drawing, plan }: { focused: Cursor; drawing: Drawing; plan: Plan }) {
  const bookings = useBookingsOf(artistId);
  const index = plan.indexOf.get(artistId);
  const row = index === undefined ? undefined : plan.rows[index];
  if (index === undefined || row?.kind !== "artist" || bookingAt(bookings, time) !== undefined) return null;
  const { scale } = drawing.view;
  const clock = drawing.clockOf(row.artist);
  const unit = ZOOMS[scale.zoom].columns;
  const start = startOf(typeof unit === "string" ? "day" : unit, time, clock.zone);
  const end = later(typeof unit === "string" ? "day" : unit, start, 1, clock.zone);
  const x = xOf(scale, clock.toAxis(start));
  return (
    <div
      role="button"
      tabIndex={-1}
      className="board-free-cell"
      data-cell
      aria-label={words.free(row.artist.name, stretchText(start, end, clock.zone, words.to))}
      style={{ left: x, width: Math.max(6, xOf(scale, clock.toAxis(end)) - x), top: plan.tops[index], height: heightAt(plan, index) }}
    />
  );
}
