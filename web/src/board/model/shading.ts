import { columnsIn } from "./columns";
import type { WorkingTime } from "./workingTime";
import type { Zoom } from "./zooms";

/** Stretches `[from, to)` in px. */
export type Band = readonly [from: number, to: number];

/** The time off in `[from, to)`: night and weekend when near, whole days when far, nothing where they would only flicker. */
export function timeOff(working: WorkingTime, zoom: Zoom, from: number, to: number): readonly (readonly [from: number, to: number])[] {
  if (zoom === "year") return [];
  const off: [number, number][] = [];
  const add = (start: number, end: number) => {
    const last = off.at(-1);
    if (last !== undefined && last[1] === start) last[1] = end;
    else if (end > start) off.push([start, end]);
  };
  if (zoom === "day" || zoom === "days3" || zoom === "week") {
    let since = from;
    for (const { start, end } of working.stretches(from, to)) {
      add(since, start);
      since = end;
    }
    add(since, to);
  } else {
    for (const { start, end } of columnsIn("day", from, to, working.zone)) {
      if (working.between(start, end) === 0) add(start, end);
    }
  }
  return off;
}

/** A background that is coloured in the bands and clear between them. */
export function bandsOf(bands: readonly Band[], colour: string): string {
  if (bands.length === 0) return "none";
  const stops = bands.map(([from, to]) => `transparent ${px(from)}, ${colour} ${px(from)} ${px(to)}, transparent ${px(to)}`);
  return `linear-gradient(90deg, ${stops.join(", ")})`;
}

function px(value: number): string {
  return `${Math.round(value * 10) / 10}px`;
}
