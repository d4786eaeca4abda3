import type { BoardBookingFragment, BookingStatus } from "../api/operations";

/** A booking as the board draws it: instants as milliseconds since 1970. */
export interface BoardBooking {
  readonly id: string;
  readonly version: number;
  readonly artistId: string;
  readonly project: { readonly id: string; readonly name: string } | null;
  readonly start: number;
  /** The first instant after it. */
  readonly end: number;
  /** The artist's first and last whole day (`2026-03-02`), where it was made for days; null: by instants. */
  readonly days: { readonly first: string; readonly last: string } | null;
  readonly status: BookingStatus;
  /** A live hold's place in the queue, 1 the best; null for the others, and where the viewer is not told. */
  readonly rank: number | null;
  /** Whether it is a hold over a confirmed booking. */
  readonly isBackup: boolean;
}

export function boardBooking(booking: BoardBookingFragment): BoardBooking {
  const { id, version, artist, project, startTime, endTime, startDate, endDate, status, holdRank, isBackup } = booking;
  return {
    id,
    version,
    artistId: artist.id,
    project,
    start: Date.parse(startTime),
    end: Date.parse(endTime),
    days: startDate !== null && endDate !== null ? { first: startDate, last: endDate } : null,
    status,
    rank: holdRank,
    isBackup: isBackup ?? false,
  };
}
