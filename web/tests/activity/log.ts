import type { Entry } from "../../src/pages/activity/entry";
import type { Detail } from "../../src/pages/activity/replay";

const MAYA = { id: "maya", name: "Maya" };
const FACTS = {
  artistId: "noor",
  projectId: "blue",
  phaseId: null,
  startTime: "2031-03-04T09:00:00Z",
  endTime: "2031-03-04T18:00:00Z",
  status: "HOLD",
  expiresAt: null,
} as const;
const BOOKING = {
  id: "b1",
  version: 1,
  status: "HOLD",
  startTime: FACTS.startTime,
  endTime: FACTS.endTime,
  artist: { id: "noor", name: "Noor", timeZone: "UTC" },
  project: { id: "blue", name: "Blue Hour" },
} as const;

type Facts = { [Name in keyof typeof FACTS]: string | null } & { status: "HOLD" | "PENCIL" | "CONFIRMED" | "CANCELLED" };

/** A step of a booking of Noor's for Blue Hour, with what was different before. */
export function updated(previous: Partial<Facts>, facts: Partial<Facts> = {}): Detail {
  const all = { ...FACTS, ...facts };
  return { __typename: "BookingUpdated", revision: 7, booking: BOOKING, facts: all, previous: { ...all, ...previous } } as Detail;
}

export function confirmed(was: "HOLD" | "PENCIL"): Detail {
  const facts = { ...FACTS, status: "CONFIRMED" } as const;
  return { __typename: "BookingConfirmed", revision: 7, booking: BOOKING, facts, previous: { ...FACTS, status: was } };
}

export function entry(change: Partial<Entry> = {}): Entry {
  return {
    revision: 7,
    type: "BOOKING_UPDATED",
    at: Date.parse("2031-03-01T12:00:00Z"),
    actor: MAYA,
    aggregateId: "b1",
    version: 1,
    requestId: null,
    raw: null,
    detail: updated({}),
    ...change,
  };
}
