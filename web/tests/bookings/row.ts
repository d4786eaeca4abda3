import type { BookingsRowFragment } from "../../src/api/operations";

/** A booking of Noor in London, Monday to Friday, but for what a test says. */
export function row(facts: Partial<BookingsRowFragment> = {}): BookingsRowFragment {
  return {
    id: "b1",
    version: 1,
    status: "CONFIRMED",
    holdRank: null,
    isBackup: null,
    startTime: "2026-03-02T00:00:00Z",
    endTime: "2026-03-07T00:00:00Z",
    startDate: "2026-03-02",
    endDate: "2026-03-06",
    expiresAt: null,
    endReason: null,
    notes: null,
    externalId: null,
    createdAt: "2026-02-01T12:00:00Z",
    artist: { id: "a1", name: "Noor Haddad", timeZone: "Europe/London" },
    project: { id: "p1", name: "Glasshouse" },
    phase: null,
    owner: null,
    ...facts,
  };
}
