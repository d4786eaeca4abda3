import { useEffect, useMemo, useRef } from "react";
import { DAY, Zone } from "../time/zone";
import type { Drawing } from "./drawing";
import type { Geometry } from "./geometry";
import type { RowClock } from "./model/clock";
import { later, startOf } from "./model/columns";
import { heightAt, type Plan, rowAt } from "./model/plan";
import { sharedClock } from "./model/clock";
import { timeAt, xOf } from "./model/scale";
import { ZOOMS } from "./model/zooms";
import type { Viewport } from "./viewport";

/** The board's geometry: the same object for as long as the board is there, always of what is drawn now. */
export function usePlaces(viewport: Viewport, drawing: Drawing, plan: Plan, headHeight: number): Geometry {
  const shown = useRef({ drawing, plan });
  useEffect(() => {
    shown.current = { drawing, plan };
  });
  // What is placed in the layer has to be placed anew when the scale changes.
  const { scale } = drawing.view;
  return useMemo(() => {
    const clockOf = (artistId: string | undefined): RowClock => {
      const { drawing, plan } = shown.current;
      const row = plan.rows[plan.indexOf.get(artistId ?? "") ?? -1];
      return row?.kind === "artist" ? drawing.clockOf(row.artist) : sharedClock(drawing.view.scale.zone);
    };
    const zoneOf = (artistId: string | undefined): Zone => {
      const { plan } = shown.current;
      const row = plan.rows[plan.indexOf.get(artistId ?? "") ?? -1];
      return row?.kind === "artist" ? Zone.of(row.artist.timeZone) : scale.zone;
    };
    const box = () => viewport.element?.getBoundingClientRect() ?? new DOMRect();
    return {
      isDayScale: ZOOMS[scale.zoom].grid >= DAY,
      timeAt: (clientX, artistId) =>
        clockOf(artistId).fromAxis(timeAt(scale, clientX - box().left - viewport.margin + (viewport.element?.scrollLeft ?? 0))),
      xOf: (time, artistId) => xOf(scale, clockOf(artistId).toAxis(time)),
      artistAt: (clientY) => {
        const { plan } = shown.current;
        const index = rowAt(plan, clientY - box().top - headHeight + (viewport.element?.scrollTop ?? 0));
        const row = index === null ? undefined : plan.rows[index];
        return row?.kind === "artist" ? row.artist.id : null;
      },
      rowTop: (artistId) => {
        const { plan } = shown.current;
        const index = plan.indexOf.get(artistId);
        return index === undefined ? null : { top: plan.tops[index] ?? 0, height: heightAt(plan, index) };
      },
      snap: (time, artistId) => {
        const { grid } = ZOOMS[scale.zoom];
        // Whole days are the artist's, wherever they are drawn.
        const zone = zoneOf(artistId);
        if (grid >= DAY) {
          const start = startOf("day", time, zone);
          const end = later("day", start, 1, zone);
          return time - start < end - time ? start : end;
        }
        const midnight = startOf("day", time, zone);
        return midnight + Math.round((time - midnight) / grid) * grid;
      },
      reveal: (time, artistId) => {
        viewport.reveal(clockOf(artistId).toAxis(time));
        const { plan } = shown.current;
        const { element } = viewport;
        const index = plan.indexOf.get(artistId);
        if (index === undefined || element === null) return;
        const [top, bottom] = [plan.tops[index] ?? 0, plan.tops[index + 1] ?? 0];
        const room = element.clientHeight - headHeight;
        if (top < element.scrollTop) element.scrollTop = top;
        else if (bottom > element.scrollTop + room) element.scrollTop = bottom - room;
      },
      artists: () => shown.current.plan.rows.flatMap((row) => (row.kind === "artist" ? [row.artist] : [])),
    } satisfies Geometry;
  }, [viewport, scale, headHeight]);
}
