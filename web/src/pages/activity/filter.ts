import type { EventType } from "../../api/operations";
import type { Entry } from "./entry";

export const KINDS = ["bookings", "holds", "conflicts", "artists", "projects"] as const;
export type Kind = (typeof KINDS)[number];

/** Stands for the studio's clockwork where a person could be. */
export const CLOCKWORK = "clockwork";

export interface Filter {
  readonly kind: Kind | null;
  /** A user's id, or `CLOCKWORK`. */
  readonly person: string | null;
}

export function passes({ type, actor }: Entry, { kind, person }: Filter): boolean {
  if (kind !== null && kindOf(type) !== kind) return false;
  return person === null || (person === CLOCKWORK ? actor === null : actor?.id === person);
}

/** Holds that move up or run out, and challenges, are of one kind: what becomes of the queue. */
export function kindOf(type: EventType): Kind {
  if (type === "BOOKING_CONFLICT_DETECTED") return "conflicts";
  if (type.startsWith("BOOKING_")) return "bookings";
  if (type.startsWith("ARTIST_")) return "artists";
  return type.startsWith("PROJECT_") || type.startsWith("PHASE_") ? "projects" : "holds";
}
