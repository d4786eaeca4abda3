import { DAY, HOUR, modulo, type Zone } from "../../time/zone";
import type { Unit } from "./zooms";

/** A stretch of the board's time, `[start, end)`. */
export interface Column {
  readonly start: number;
  readonly end: number;
}

/** 1970 began on a Thursday. */
const MONDAY = 4 * DAY;

/** The first instant of the unit of time that `instant` is in. */
export function startOf(unit: Unit, instant: number, zone: Zone): number {
  if (typeof unit !== "string") {
    const wall = zone.toWall(instant);
    const into = modulo(wall, unit.hours * HOUR);
    return unit.hours === 1 ? instant - into : zone.fromWall(wall - into);
  }
  if (unit === "day") return zone.startOfDay(instant);
  const wall = zone.toWall(instant);
  if (unit === "week") return zone.fromWall(wall - modulo(wall - MONDAY, 7 * DAY));
  const date = new Date(wall);
  return zone.fromWall(Date.UTC(date.getUTCFullYear(), unit === "month" ? date.getUTCMonth() : 0, 1));
}

/** The first instant `count` units after the one that begins at `start`. */
export function later(unit: Unit, start: number, count: number, zone: Zone): number {
  if (typeof unit !== "string") {
    // Single hours pass one by one where the clock is changed; longer ones follow the clock.
    if (unit.hours === 1) return start + count * HOUR;
    return zone.fromWall(zone.toWall(start) + count * unit.hours * HOUR);
  }
  if (unit === "day") return zone.addDays(start, count);
  if (unit === "week") return zone.addDays(start, 7 * count);
  const date = new Date(zone.toWall(start));
  const months = unit === "month" ? count : 12 * count;
  return zone.fromWall(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
}

/** The units that `[from, to)` touches, in order. */
export function columnsIn(unit: Unit, from: number, to: number, zone: Zone): Column[] {
  const columns: Column[] = [];
  let start = startOf(unit, from, zone);
  while (start < to) {
    const end = later(unit, start, 1, zone);
    columns.push({ start, end });
    start = end;
  }
  return columns;
}
