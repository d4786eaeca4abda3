import type { BoardBooking } from "../booking";
import type { Schedule } from "../schedule";

const SETTLING_MS = 300;
const TRY_AGAIN_MS = 3_000;
const MOST_ARTISTS = 50;

/** An artist's time, in milliseconds since 1970, up to `end`. */
export interface Span {
  readonly artistId: string;
  readonly start: number;
  readonly end: number;
}

/** Holds as they stand in their queues now, and the revision that they were read at. */
export interface QueuePage {
  readonly holds: readonly BoardBooking[];
  readonly revision: number;
}

type Read = (artistIds: readonly string[], start: number, end: number) => AsyncIterable<QueuePage>;

/**
 * Keeps the ranks of holds right where other bookings of their artists change. The log tells only which holds have
 * risen; those that fell or became backups are read again, once for all that happens in a moment, and while somebody
 * looks.
 */
export class Queues {
  readonly #schedule: Schedule;
  readonly #read: Read;
  readonly #touched = new Map<string, Span>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #watchers = 0;

  constructor(known: Schedule, read: Read) {
    this.#schedule = known;
    this.#read = read;
  }

  /** What happened there may have changed the ranks of other bookings than `bookingId`. */
  touch(span: Span, bookingId: string): void {
    if (!this.#hasHolds(span, bookingId)) return;
    const { artistId } = span;
    const before = this.#touched.get(artistId) ?? span;
    this.#touched.set(artistId, { artistId, start: Math.min(before.start, span.start), end: Math.max(before.end, span.end) });
    this.#wait();
  }

  /** Reads for as long as somebody looks at ranks; returns the function that says that they no longer do. */
  readonly watch = (): (() => void) => {
    this.#watchers += 1;
    if (this.#touched.size > 0) this.#wait();
    return () => {
      this.#watchers -= 1;
    };
  };

  clear(): void {
    this.#touched.clear();
  }

  #hasHolds({ artistId, start, end }: Span, but: string): boolean {
    return this.#schedule
      .of(artistId)
      .some((booking) => booking.status === "HOLD" && booking.id !== but && booking.start < end && booking.end > start);
  }

  #wait(time = SETTLING_MS): void {
    if (this.#watchers > 0) this.#timer ??= setTimeout(() => void this.#readAgain(), time);
  }

  async #readAgain(): Promise<void> {
    const spans = [...this.#touched.values()].slice(0, MOST_ARTISTS);
    for (const { artistId } of spans) this.#touched.delete(artistId);
    let pause = SETTLING_MS;
    try {
      const start = Math.min(...spans.map((span) => span.start));
      const end = Math.max(...spans.map((span) => span.end));
      const artistIds = spans.map((span) => span.artistId);
      for await (const { holds, revision } of this.#read(artistIds, start, end)) this.#schedule.learn(holds, revision);
    } catch {
      pause = TRY_AGAIN_MS;
      for (const span of spans) if (!this.#touched.has(span.artistId)) this.#touched.set(span.artistId, span);
    }
    this.#timer = undefined;
    if (this.#touched.size > 0) this.#wait(pause);
  }
}
