import { newId } from "../api/newId";
import type { UpdatePresenceInput } from "../api/operations";
import type { Refusal } from "../api/refusal";

/** What somebody looks at; all of it may be missing. */
export interface View {
  /** The window's first instant, in milliseconds since 1970. */
  readonly from?: number | undefined;
  /** The first instant after it. */
  readonly to?: number | undefined;
  /** The rows in view. */
  readonly artistIds?: readonly string[] | undefined;
  /** The booking whose particulars are shown. */
  readonly bookingId?: string | undefined;
}

export interface Speaker {
  /** Says what one looks at. Answers for how many seconds that holds, or why the server does not want to know. */
  say(input: UpdatePresenceInput): Promise<number | null | Refusal>;
  /** Says good-bye; nobody waits for the answer. */
  bye(input: UpdatePresenceInput): void;
}

const EVERY_MS = 400;
const RENEW_MS = 10_000;
const MOST_ARTISTS = 50;
const LONGEST_WINDOW_MS = 400 * 86_400_000;

/** Keeps the server told that this tab is there and what it looks at: when that changes, and again before it ends. */
export class Attention {
  /** This tab's own. */
  readonly session = newId();
  readonly #speaker: Speaker;
  #view: View = {};
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last = Number.NEGATIVE_INFINITY;
  #there = false;

  constructor(speaker: Speaker) {
    this.#speaker = speaker;
  }

  get view(): View {
    return this.#view;
  }

  turnTo(view: View): void {
    if (JSON.stringify(view) === JSON.stringify(this.#view)) return;
    this.#view = view;
    if (this.#there) this.#sayWithin(Math.max(0, this.#last + EVERY_MS - Date.now()));
  }

  /** Is there, and says so at once. */
  renew(): void {
    this.#there = true;
    this.#sayWithin(Math.max(0, this.#last + EVERY_MS - Date.now()));
  }

  leave(): void {
    if (!this.#there) return;
    this.#there = false;
    clearTimeout(this.#timer);
    this.#speaker.bye({ session: this.session, leave: true });
  }

  #sayWithin(time: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#say(), time);
  }

  async #say(): Promise<void> {
    this.#last = Date.now();
    const said = this.#view;
    let renewal = RENEW_MS;
    try {
      const answer = await this.#speaker.say(inputOf(this.session, said));
      if (typeof answer === "number") renewal = (answer * 1000) / 3;
      // What is gone, or hidden from us, cannot be looked at; that we are there can still be said.
      else if (answer?.code === "NOT_FOUND" && this.#view === said) this.#view = withoutIds(said);
    } catch {
      // Out of reach: it is said again with the next renewal, or as soon as the connection is back.
    }
    if (this.#there && this.#view === said) this.#sayWithin(renewal);
    else if (this.#there) this.#sayWithin(EVERY_MS);
  }
}

function withoutIds({ from, to }: View): View {
  return { from, to };
}

function inputOf(session: string, { from, to, artistIds, bookingId }: View): UpdatePresenceInput {
  const isWindow = from !== undefined && to !== undefined && from < to && to - from <= LONGEST_WINDOW_MS;
  return {
    session,
    ...(isWindow && { from: new Date(from).toISOString(), to: new Date(to).toISOString() }),
    ...(artistIds && artistIds.length > 0 && artistIds.length <= MOST_ARTISTS && { artistIds: [...artistIds] }),
    ...(bookingId !== undefined && { bookingId }),
  };
}
