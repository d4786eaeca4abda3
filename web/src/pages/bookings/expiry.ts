import { words } from "../../words/bookings";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Until when hours are more telling than days. */
const HOURS_UNTIL = 48 * HOUR;
/** From when on a hold is marked as running out: the API's first `hold_expiring`. */
const SOON = 4 * HOUR;

export interface Expiry {
  readonly text: string;
  /** Whether it is time to do something about it. */
  readonly soon: boolean;
}

/** How long from `now` (milliseconds) until an instant. What is left is rounded down: nobody is promised more. */
export function expiryOf(instant: string, now: number): Expiry {
  const left = Date.parse(instant) - now;
  const { expired, inMinutes, inHours, inDays } = words.expires;
  if (left <= 0) return { text: expired, soon: true };
  const soon = left <= SOON;
  if (left < HOUR) return { text: inMinutes(Math.max(1, Math.floor(left / MINUTE))), soon };
  if (left < HOURS_UNTIL) return { text: inHours(Math.floor(left / HOUR)), soon };
  return { text: inDays(Math.floor(left / (24 * HOUR))), soon };
}
