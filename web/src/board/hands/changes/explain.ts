import type { HandsInTheWayFragment } from "../../../api/operations";
import { spanName } from "../../../time/span";
import { words as common } from "../../../words/common";
import { words } from "../../../words/hands";
import type { Refusal } from "./attempt";

/** Names of more than that many are left out. */
const MOST = 4;

/** A booking in a few words: for what, how firm, when for its artist. */
export function nameOf({ project, status, holdRank, startTime, endTime, startDate, endDate, artist }: HandsInTheWayFragment): string {
  const days = startDate !== null && endDate !== null ? { first: startDate, last: endDate } : null;
  const when = spanName({ start: Date.parse(startTime), end: Date.parse(endTime), days }, artist.timeZone);
  const firmness = holdRank === null ? common.status[status] : words.ranked(common.status[status], holdRank);
  return words.booking(project?.name ?? common.noProject, firmness, when);
}

export function namesOf(bookings: readonly HandsInTheWayFragment[]): string {
  const names = bookings.slice(0, MOST).map(nameOf);
  return (bookings.length > MOST ? [...names, words.more(bookings.length - MOST)] : names).join("; ");
}

export interface Explanation {
  readonly title: string;
  readonly detail: string;
}

/** Why nothing was done, with the names of what is in the way. */
export function explain(refusal: Refusal): Explanation {
  switch (refusal.__typename) {
    case "BookingConflict": {
      const [first] = refusal.conflicts;
      return {
        title: first === undefined ? words.refused.clash : words.refused.taken(first.artist.name),
        detail: refusal.conflicts.length === 0 ? refusal.message : namesOf(refusal.conflicts),
      };
    }
    case "HigherHoldExists":
      return { title: words.refused.betterHold, detail: refusal.holds.length === 0 ? refusal.message : namesOf(refusal.holds) };
    case "StaleVersion": {
      const isOver = refusal.current.__typename === "Booking" && refusal.current.status === "CANCELLED";
      return { title: words.refused.stale, detail: isOver ? words.refused.staleOver : words.refused.staleDetail };
    }
    case "BulkRefused": {
      const inTheWay = new Set(refusal.refusals.flatMap((each) => each.inTheWay));
      const named = refusal.bookings.filter(({ id }) => inTheWay.has(id));
      const messages = [...new Set(refusal.refusals.map(({ message }) => message))].join(" ");
      return { title: words.refused.together(refusal.refusals.length), detail: named.length === 0 ? messages : words.inTheWay(namesOf(named)) };
    }
    case "UndoRefused":
      return { title: words.refused.undo, detail: refusal.message };
    default:
      return { title: words.refused.other, detail: refusal.message };
  }
}

/** Whether nothing but better holds is against it, so that it goes through with a reason. */
export function isOverridable(refusal: Refusal): boolean {
  if (refusal.__typename === "HigherHoldExists") return true;
  return refusal.__typename === "BulkRefused" && refusal.refusals.every(({ code }) => code === "HIGHER_HOLD_EXISTS");
}
