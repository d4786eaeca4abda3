import { type KeyboardEvent, useCallback } from "react";
import type { BoardBooking } from "./booking";
import type { Drawing } from "./drawing";
import type { Geometry } from "./geometry";
import { later, startOf } from "./model/columns";
import { bookingAt, nextTo } from "./model/neighbours";
import { artistNear, type Plan } from "./model/plan";
import { ZOOMS } from "./model/zooms";
import { schedule } from "./schedule";
import { type Cursor, useBoard } from "./useBoard";
import type { Viewport } from "./viewport";

/** How long a place may take to be drawn before the focus gives it up, in frames. */
const PATIENCE = 60;

/** Where the focus is: at a booking, or at a free time. */
interface Place extends Cursor {
  readonly bookingId: string | null;
}

/** Moves the focus about the board with the arrow keys and those around them. */
export function useKeys(viewport: Viewport, drawing: Drawing, plan: Plan, geometry: Geometry): (event: KeyboardEvent<HTMLElement>) => void {
  return useCallback(
    (event) => {
      if (event.defaultPrevented || event.altKey || event.metaKey) return;
      const root = event.currentTarget;
      const here = placeOf(root, plan, viewport.left());
      if (here === null) return;
      const clock = (artistId: string) => {
        const row = plan.rows[plan.indexOf.get(artistId) ?? -1];
        return row?.kind === "artist" ? drawing.clockOf(row.artist) : null;
      };

      const go = (cursor: Cursor, booking = bookingAt(schedule.of(cursor.artistId), cursor.time)) => {
        useBoard.setState({ focused: cursor });
        geometry.reveal(cursor.time, cursor.artistId);
        focusSoon(root, booking === undefined ? "[data-cell]" : `[data-booking="${booking.id}"]`);
      };
      const toBooking = (booking: BoardBooking | undefined) => booking !== undefined && go({ artistId: booking.artistId, time: booking.start }, booking);
      const toRow = (steps: number) => {
        const index = plan.indexOf.get(here.artistId);
        if (index === undefined) return;
        const target = Math.max(0, Math.min(plan.rows.length - 1, index + steps));
        const artist = artistNear(plan, target, steps < 0 ? -1 : 1) ?? artistNear(plan, target, steps < 0 ? 1 : -1);
        if (artist !== null && artist.id !== here.artistId) go({ artistId: artist.id, time: sameTime(here, clock, artist.id) });
      };
      const byTime = (direction: 1 | -1) => {
        const { columns } = ZOOMS[drawing.view.scale.zoom];
        const unit = typeof columns === "string" ? "day" : columns;
        const { zone } = clock(here.artistId) ?? { zone: drawing.view.scale.zone };
        go({ artistId: here.artistId, time: later(unit, startOf(unit, here.time, zone), direction, zone) });
      };
      const byPage = (direction: 1 | -1) => {
        const before = viewport.left();
        viewport.page(direction);
        go({ artistId: here.artistId, time: here.time + viewport.left() - before });
      };
      const screen = Math.max(1, Math.floor((root.clientHeight - 100) / 52));
      const bookings = schedule.of(here.artistId);

      const along = (direction: 1 | -1) => (event.ctrlKey ? byTime(direction) : toBooking(nextTo(bookings, { id: here.bookingId, time: here.time }, direction)));
      const keys: Record<string, (() => void) | undefined> = {
        ArrowLeft: () => along(-1),
        ArrowRight: () => along(1),
        ArrowUp: () => toRow(-1),
        ArrowDown: () => toRow(1),
        Home: () => (event.ctrlKey ? toRow(-plan.rows.length) : toBooking(bookings[0])),
        End: () => (event.ctrlKey ? toRow(plan.rows.length) : toBooking(bookings.at(-1))),
        PageUp: () => (event.shiftKey ? byPage(-1) : toRow(-screen)),
        PageDown: () => (event.shiftKey ? byPage(1) : toRow(screen)),
        Enter: here.bookingId === null ? undefined : () => useBoard.getState().open(here.bookingId),
      };
      const act = keys[event.key];
      // Arrows with Shift are for the hands.
      if (act === undefined || (event.shiftKey && event.key.startsWith("Arrow"))) return;
      event.preventDefault();
      act();
    },
    [viewport, drawing, plan, geometry],
  );
}

function placeOf(root: HTMLElement, plan: Plan, left: number): Place | null {
  const at = document.activeElement instanceof HTMLElement && root.contains(document.activeElement) ? document.activeElement : null;
  const booking = schedule.get(at?.closest<HTMLElement>("[data-booking]")?.dataset["booking"] ?? "");
  if (booking !== undefined) return { artistId: booking.artistId, time: useBoard.getState().focused?.time ?? booking.start, bookingId: booking.id };
  const { focused } = useBoard.getState();
  if (focused !== null && plan.indexOf.has(focused.artistId)) return { ...focused, bookingId: null };
  const first = artistNear(plan, 0, 1);
  return first === null ? null : { artistId: first.id, time: Math.max(left, Date.now()), bookingId: null };
}

/** What is below or above a time in another row: another instant where each row goes by its own clock. */
function sameTime(
  { artistId, time }: Cursor,
  clock: (artistId: string) => { toAxis(instant: number): number; fromAxis(place: number): number } | null,
  other: string,
): number {
  return clock(other)?.fromAxis(clock(artistId)?.toAxis(time) ?? time) ?? time;
}

/** Focuses something as soon as it has been drawn. */
function focusSoon(root: HTMLElement, selector: string, patience = PATIENCE): void {
  const found = root.querySelector<HTMLElement>(selector);
  // What was in the place of the new one may still be there.
  if (found !== null && patience < PATIENCE) return found.focus({ preventScroll: true });
  if (patience > 0) requestAnimationFrame(() => focusSoon(root, selector, patience - 1));
}
