import { dayOf } from "../../time/formats";
import { drawn } from "./model/drag";
import type { Ground } from "./model/propose";
import { type When, wholeDays } from "./model/when";

export interface Slot {
  readonly artistId: string;
  readonly when: When;
}

/** What somebody means who points at a time without drawing: that day, or an hour. */
export function slotAt(artistId: string, time: number, ground: Ground): Slot {
  const zone = ground.zoneOf(artistId);
  const scale = ground.scaleOf(artistId);
  const day = dayOf(time, zone);
  return { artistId, when: scale.byDays ? wholeDays(day, day, zone) : drawn(time, time, zone, scale) };
}
