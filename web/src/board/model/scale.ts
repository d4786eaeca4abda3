import { DAY, type Zone } from "../../time/zone";
import { startOf } from "./columns";
import { type Zoom, ZOOMS } from "./zooms";

/** How far one can scroll, to either side of where the board was opened. */
const REACH = 732 * DAY;
/** How much is drawn beyond either side of the window, in widths of it; what is left of it when it is drawn anew. */
const AHEAD = 0.75;
const LEAST_AHEAD = 0.25;

/** Where times are on the board's horizontal axis: `x` is px from its beginning. */
export interface Scale {
  readonly zoom: Zoom;
  /** In which the days of the header begin and end. */
  readonly zone: Zone;
  /** Of what is in view at once, in px. */
  readonly width: number;
  /** The first instant that can be scrolled to, a midnight. */
  readonly origin: number;
  readonly end: number;
  readonly pxPerMs: number;
}

/** A scale, and what is drawn of it: somewhat more than is in view, so that scrolling seldom draws anything. */
export interface View {
  readonly scale: Scale;
  readonly from: number;
  readonly to: number;
}

export function scaleAround(time: number, zoom: Zoom, zone: Zone, width: number): Scale {
  return scaleFrom(startOf("day", time - REACH, zone), zoom, zone, width);
}

export function scaleFrom(origin: number, zoom: Zoom, zone: Zone, width: number): Scale {
  return { zoom, zone, width, origin, end: origin + 2 * REACH, pxPerMs: width / (ZOOMS[zoom].days * DAY) };
}

export function xOf({ origin, pxPerMs }: Scale, time: number): number {
  return (time - origin) * pxPerMs;
}

export function timeAt({ origin, pxPerMs }: Scale, x: number): number {
  return origin + x / pxPerMs;
}

/** Whether what is in view from `left` on can be scrolled to. */
export function holds(scale: Scale, left: number): boolean {
  return left >= scale.origin && left + scale.width / scale.pxPerMs <= scale.end;
}

export function viewFrom(scale: Scale, left: number): View {
  const span = scale.width / scale.pxPerMs;
  return { scale, from: left - AHEAD * span, to: left + (1 + AHEAD) * span };
}

/** Whether what is drawn still reaches far enough where `left` is the first instant in view. */
export function suffices({ scale, from, to }: View, left: number): boolean {
  const span = scale.width / scale.pxPerMs;
  return left - from >= LEAST_AHEAD * span && to - (left + span) >= LEAST_AHEAD * span;
}
