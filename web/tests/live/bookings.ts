import type { BoardBooking } from "../../src/board/booking";
import type { StudioEvent } from "../../src/live/feed";

export const NOOR = "noor";
export const BO = "bo";

/** A hold of Noor's, or what is said otherwise. */
export function booking(fields: Partial<BoardBooking> = {}): BoardBooking {
  return {
    id: "one",
    version: 1,
    artistId: NOOR,
    project: { id: "winter", name: "The Long Winter" },
    start: 0,
    end: 10,
    days: null,
    status: "HOLD",
    rank: 1,
    isBackup: false,
    ...fields,
  };
}

type Named = Extract<StudioEvent, { readonly __typename: "BookingUpdated" }>;

/** What the log tells of a booking that has become so. */
export function told(now: BoardBooking, fields: Partial<Pick<Named, "revision" | "actor" | "previous" | "type" | "booking">> = {}): StudioEvent {
  const [startTime, endTime] = [new Date(now.start).toISOString(), new Date(now.end).toISOString()];
  return {
    __typename: "BookingUpdated",
    revision: 1,
    type: "BOOKING_UPDATED",
    occurredAt: startTime,
    actor: { id: "mara", name: "Mara" },
    bookingId: now.id,
    booking: {
      id: now.id,
      version: now.version,
      artist: { id: now.artistId, name: "Noor Haddad" },
      project: now.project,
      startTime,
      endTime,
      startDate: null,
      endDate: null,
      status: now.status,
      holdRank: now.rank,
      isBackup: now.isBackup,
    },
    facts: { artistId: now.artistId, projectId: now.project?.id ?? null, startTime, endTime, status: now.status },
    previous: null,
    ...fields,
  };
}
