import type { BoardArtist } from "../../src/board/artist";
import type { BoardBooking } from "../../src/board/booking";

let count = 0;

/** A booking of a test, from one instant to another. */
export function booking(start: string, end: string, other: Partial<BoardBooking> = {}): BoardBooking {
  count += 1;
  return {
    id: `booking-${count}`,
    version: 1,
    artistId: "ada",
    project: null,
    start: Date.parse(start),
    end: Date.parse(end),
    days: null,
    status: "CONFIRMED",
    rank: null,
    isBackup: false,
    ...other,
  };
}

export function hold(start: string, end: string): BoardBooking {
  return booking(start, end, { status: "HOLD", rank: 1 });
}

export function artist(name: string, other: Partial<BoardArtist> = {}): BoardArtist {
  return { id: name.toLowerCase(), name, specialties: [], employment: "STAFF", timeZone: "UTC", workingHours: [], ...other };
}

export const OFFICE_HOURS = ["mon", "tue", "wed", "thu", "fri"].map((day) => `${day} 09:00-18:00`);
