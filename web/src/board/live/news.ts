import type { StudioEvent } from "../../live/feed";
import { daysOf } from "../../live/days";
import { words } from "../../words/live";

const EVERY_MS = 3_000;
const SETTLING_MS = 800;

type BookingNews = Extract<StudioEvent, { readonly booking: unknown }>;
export type Attempt = Extract<StudioEvent, { readonly __typename: "BookingConflictDetected" }>;

/** Gathers what comes in a moment, so that a burst is told in one go and not piece by piece. */
export class Gathering<Item> {
  readonly #tell: (items: readonly Item[]) => void;
  #items: Item[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last = Number.NEGATIVE_INFINITY;

  constructor(tell: (items: readonly Item[]) => void) {
    this.#tell = tell;
  }

  add(item: Item): void {
    this.#items.push(item);
    this.#timer ??= setTimeout(() => this.#hand(), Math.max(SETTLING_MS, this.#last + EVERY_MS - Date.now()));
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #hand(): void {
    this.#timer = undefined;
    this.#last = Date.now();
    const items = this.#items;
    this.#items = [];
    this.#tell(items);
  }
}

/** Whether it is a change of a booking that people want to hear of. */
export function isNews(event: StudioEvent): event is BookingNews {
  return event.type in words.did && "booking" in event;
}

/** What has happened to bookings, in one sentence. */
export function summary(events: readonly BookingNews[], timeZone: string): string {
  const [first] = events;
  if (first === undefined) return "";
  if (events.length === 1) return sentence(first, timeZone);
  const count = new Set(events.map(({ bookingId }) => bookingId)).size;
  const actors = new Set(events.map(({ actor }) => actor?.name));
  return actors.size === 1 && first.actor !== null ? words.changesBy(first.actor.name, count) : words.changes(count);
}

function sentence({ type, actor, booking }: BookingNews, timeZone: string): string {
  const say = words.did[type as keyof typeof words.did];
  const who = actor?.name ?? words.somebody;
  if (booking === null || !("name" in booking.artist)) return say(who, words.artist);
  const days = daysOf(Date.parse(booking.startTime), Date.parse(booking.endTime), timeZone);
  return say(who, words.what(booking.artist.name, booking.project?.name, days));
}

/** Who wanted whom and could not have them. */
export function attemptText(attempts: readonly Attempt[], timeZone: string): { title: string; detail?: string } | null {
  const [first] = attempts;
  if (first === undefined) return null;
  if (attempts.length > 1) return { title: words.attempts(attempts.length) };
  const { actor, artist, attempted } = first;
  const days = daysOf(Date.parse(attempted.startTime), Date.parse(attempted.endTime), timeZone);
  return {
    title: words.attempt(actor?.name ?? words.somebody, artist?.name ?? words.artist),
    detail: words.attempted(days, attempted.status),
  };
}
