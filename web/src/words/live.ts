import type { BookingStatus } from "../api/operations";

/** What the page says about what happens by itself: the connection, colleagues, and what they do. */
export const words = {
  connection: {
    idle: "Not live",
    connecting: "Connecting",
    behind: "Catching up",
    live: "Live",
    reconnecting: "Reconnecting",
    crowded: "Too many connections",
    lost: (time: string) => `No connection since ${time}`,
  },
  connectionHint: {
    idle: "What you see may be old.",
    connecting: "What happens in the studio will show here by itself.",
    behind: "What has happened meanwhile is on its way.",
    live: "What happens in the studio shows here by itself.",
    reconnecting: "The connection was cut; it is being made again.",
    crowded: "The studio has as many pages open as the server takes, so this one is not live. It tries again by itself; closing others helps.",
    lost: "What you see may be old. The page tries again by itself, and then catches up without being loaded again.",
  },
  present: (count: number) => (count === 1 ? "1 colleague is here" : `${count} colleagues are here`),
  presentTitle: "Here now",
  more: (count: number) => `+${count}`,
  looksAt: (days: string) => `Looks at ${days}`,
  hasOpen: (project: string | null) => (project === null ? "Has a booking open" : `Has a booking of ${project} open`),
  isHere: "Is here",
  /** Of a booking whose particulars others have before them; whether they change it, nobody is told. */
  openAt: (names: string) => `Now open at: ${names}`,
  somebody: "Somebody",
  did: {
    BOOKING_CREATED: (who: string, what: string) => `${who} made a booking: ${what}`,
    BOOKING_UPDATED: (who: string, what: string) => `${who} changed a booking: ${what}`,
    BOOKING_PENCILLED: (who: string, what: string) => `${who} pencilled ${what}`,
    BOOKING_CONFIRMED: (who: string, what: string) => `${who} confirmed ${what}`,
    BOOKING_CANCELLED: (who: string, what: string) => `${who} ended a booking: ${what}`,
    BOOKING_RESTORED: (who: string, what: string) => `${who} restored a booking: ${what}`,
    HOLD_PROMOTED: (_who: string, what: string) => `A hold has moved up: ${what}`,
  },
  /** What a booking is about: whom, what for, when. */
  what: (...parts: readonly (string | null | undefined)[]) => parts.filter(Boolean).join(", "),
  changes: (count: number) => `${count} bookings have changed`,
  changesBy: (who: string, count: number) => `${who} has changed ${count} bookings`,
  attempt: (who: string, artist: string) => `${who} tried to book ${artist}, who is taken`,
  attempted: (days: string, status: BookingStatus) =>
    `${days}, ${{ HOLD: "as a hold", PENCIL: "in pencil", CONFIRMED: "confirmed", CANCELLED: "" }[status]}. Nothing has changed.`,
  attempts: (count: number) => `${count} attempts to book artists who are taken`,
  artist: "an artist",
} as const;
