import type { Zone } from "../../time/zone";

/** How a row's instants lie on the board's axis. */
export interface RowClock {
  readonly zone: Zone;
  toAxis(instant: number): number;
  fromAxis(place: number): number;
}

/** A row goes by the clock of the header: everything is where it is. */
export function sharedClock(zone: Zone): RowClock {
  const same = (instant: number) => instant;
  return { zone, toAxis: same, fromAxis: same };
}

/** A row goes by its own zone: its nine o'clock is below the header's nine o'clock. */
export function ownClock(zone: Zone, header: Zone): RowClock {
  if (zone === header) return sharedClock(zone);
  return {
    zone,
    toAxis: (instant) => header.fromWall(zone.toWall(instant)),
    fromAxis: (place) => zone.fromWall(header.toWall(place)),
  };
}
