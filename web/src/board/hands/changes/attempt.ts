import type { BoardBookingFragment, HandsRefusedFragment } from "../../../api/operations";
import { words as common } from "../../../words/common";
import { type BoardBooking, boardBooking } from "../../booking";
import { schedule } from "../../schedule";

export type Refusal = HandsRefusedFragment;

interface Told {
  readonly warnings: readonly { readonly message: string }[];
  readonly revision: number;
}

/** What the mutations of changes.graphql answer as `result`. */
export type Answered =
  | (Told & { readonly __typename: "BookingSaved"; readonly booking: BoardBookingFragment })
  | (Told & { readonly __typename: "BookingsSaved"; readonly bookings: readonly BoardBookingFragment[] })
  | (Told & {
      readonly __typename: "ChallengeSaved";
      readonly challenge: { readonly challenger: BoardBookingFragment; readonly challenged: BoardBookingFragment };
    })
  | Refusal;

/** A change as it is sent, and how the board looks until it is answered. */
export interface Change {
  readonly supposed: readonly BoardBooking[];
  /** `override`: the reason for which better holds are passed over. */
  readonly send: (override?: string) => Promise<{ readonly result: Answered }>;
  /** Whether it cannot be undone: what concerns challenges or remarks cannot. */
  readonly isFinal?: boolean;
}

export interface Saved {
  readonly kind: "saved";
  readonly bookings: readonly BoardBooking[];
  readonly warnings: readonly string[];
  /** What `undo` takes. */
  readonly revision: number;
}

export type Ended =
  | Saved
  | { readonly kind: "refused"; readonly refusal: Refusal }
  /** Nothing is known to have been changed; `message` is for people. */
  | { readonly kind: "failed"; readonly message: string };

/** The last change under way of each booking. */
const turns = new Map<string, Promise<unknown>>();
const ownVersions = new Map<string, Set<number>>();

/** Waits for nothing that is under way: what somebody else has asked for is never answered. */
export function forgetTurns(): void {
  turns.clear();
}

/** The version that a change is made from: what was on the screen, and what one's own changes alone have made of it since. */
export function expectedVersion({ id, version }: Pick<BoardBooking, "id" | "version">): number {
  const own = ownVersions.get(id);
  let expected = version;
  // Somebody else's version in between has not been seen.
  while (own?.has(expected + 1)) expected += 1;
  return expected;
}

/** Shows a change at once, and sends it when those of the same bookings are through. What is refused or lost is taken back. */
export async function attempt({ supposed, send }: Change, override?: string): Promise<Ended> {
  for (const booking of supposed) schedule.suppose(booking);
  const before = Promise.all(supposed.map(({ id }) => turns.get(id)));
  const turn = before.then(() => send(override)).then(({ result }) => ended(result), failed);
  for (const { id } of supposed) turns.set(id, turn);
  const end = await turn;
  for (const { id } of supposed) {
    // A later change of the same booking is shown until it is answered itself.
    if (turns.get(id) !== turn) continue;
    turns.delete(id);
    schedule.settle(id);
  }
  return end;
}

function ended(result: Answered): Ended {
  const news = newsOf(result);
  schedule.learn(news);
  if ("code" in result) return { kind: "refused", refusal: result };
  for (const { id, version } of news) ownVersions.set(id, (ownVersions.get(id) ?? new Set()).add(version));
  return { kind: "saved", bookings: news, warnings: result.warnings.map(({ message }) => message), revision: result.revision };
}

function newsOf(result: Answered): BoardBooking[] {
  switch (result.__typename) {
    case "BookingSaved":
      return [boardBooking(result.booking)];
    case "BookingsSaved":
      return result.bookings.map(boardBooking);
    case "ChallengeSaved":
      return [boardBooking(result.challenge.challenger), boardBooking(result.challenge.challenged)];
    case "StaleVersion":
      return result.current.__typename === "Booking" ? [boardBooking(result.current)] : [];
    default:
      return [];
  }
}

function failed(cause: unknown): Ended {
  // `ask` throws a TypeError where the server is out of reach, and what the server has said itself in other errors.
  return { kind: "failed", message: cause instanceof Error && !(cause instanceof TypeError) ? cause.message : common.unreachable };
}
