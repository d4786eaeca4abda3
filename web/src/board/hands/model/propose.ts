import type { BoardBooking } from "../../booking";
import { drawn, resized, type Scale, shifted, shiftOf, stepped } from "./drag";
import type { Dragging } from "./gesture";
import type { Placement, Proposal } from "./placement";

/** What a gesture happens on. */
export interface Ground {
  zoneOf(artistId: string): string;
  scaleOf(artistId: string): Scale;
  /** The artists in the order of their rows. */
  readonly rows: readonly string[];
}

type Several = readonly [BoardBooking, ...BoardBooking[]];

/** What a drop would do now. `taken`: the booking in the hand, and then those that move with it. */
export function proposed({ grip, from, at, copies }: Dragging, taken: readonly BoardBooking[], ground: Ground): Proposal | null {
  if (grip.kind === "time") {
    const { artistId } = grip;
    return { kind: "draw", artistId, when: drawn(from.time, at.time, ground.zoneOf(artistId), ground.scaleOf(artistId)) };
  }
  const [lead, ...others] = taken;
  if (lead === undefined) return null;
  if (grip.kind === "edge") return resizing(lead, grip.edge, from.time, at.time, ground);
  if (copies) return copying(lead, from.time, at.time, at.artistId, ground);
  return moving([lead, ...others], from.time, at.time, at.artistId, ground);
}

/** What keys have made of it: so many steps along the time and so many rows down. An `edge` moves alone. */
export function nudged(taken: Several, edge: "start" | "end" | null, steps: number, down: number, ground: Ground): Proposal {
  const [lead] = taken;
  const zone = ground.zoneOf(lead.artistId);
  const scale = ground.scaleOf(lead.artistId);
  if (edge !== null) return resizing(lead, edge, lead[edge], stepped(lead[edge], steps, zone, scale), ground);
  const byDays = scale.byDays || taken.some(({ days }) => days !== null);
  const row = ground.rows.indexOf(lead.artistId) + down;
  const artistId = ground.rows[Math.max(0, Math.min(row, ground.rows.length - 1))] ?? lead.artistId;
  return moving(taken, lead.start, stepped(lead.start, steps, zone, { ...scale, byDays }), artistId, ground);
}

function resizing(booking: BoardBooking, edge: "start" | "end", from: number, to: number, ground: Ground): Proposal {
  const { artistId } = booking;
  const when = resized(booking, edge, from, to, ground.zoneOf(artistId), ground.scaleOf(artistId));
  return { kind: "resize", placements: [{ booking, artistId, when }] };
}

function copying(booking: BoardBooking, from: number, to: number, row: string | null, ground: Ground): Proposal {
  const zone = ground.zoneOf(booking.artistId);
  const artistId = row ?? booking.artistId;
  const shift = shiftOf(booking, from, to, zone, ground.scaleOf(booking.artistId));
  return { kind: "copy", placements: [{ booking, artistId, when: shifted(booking, shift, zone, ground.zoneOf(artistId)) }] };
}

function moving(taken: Several, from: number, to: number, row: string | null, ground: Ground): Proposal {
  const [lead, ...others] = taken;
  const scale = ground.scaleOf(lead.artistId);
  const byDays = scale.byDays || taken.some(({ days }) => days !== null);
  const shift = shiftOf(lead, from, to, ground.zoneOf(lead.artistId), { ...scale, byDays });
  // Those of several artists keep to their rows: which of them was meant for whom nobody could tell.
  const isOneRow = others.every(({ artistId }) => artistId === lead.artistId);
  const artistId = isOneRow && row !== null && row !== lead.artistId ? row : null;
  const place = (booking: BoardBooking): Placement => {
    const zone = ground.zoneOf(booking.artistId);
    const whose = artistId ?? booking.artistId;
    return { booking, artistId: whose, when: shifted(booking, shift, zone, ground.zoneOf(whose)) };
  };
  return { kind: "move", placements: [place(lead), ...others.map(place)], shift, artistId };
}
