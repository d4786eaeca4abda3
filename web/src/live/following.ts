import { LiveEventsDocument, type LiveEventsSubscription } from "../api/operations";
import type { LiveConnection, LiveSink } from "../session/live";
import type { Feed, LiveEvent } from "./feed";

/** Where in the studio's log something was read. */
export interface Place {
  readonly revision: number;
  readonly epoch: string;
}

/** `behind`: what has happened meanwhile is still coming. `refused`: the server does not let us follow, for now. */
export type FollowingState = "behind" | "current" | "refused" | "crowded";

const FRESH_TOKEN_NEEDED = 4403;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
const QUIET_MS = 500;

type Cause = Parameters<LiveSink["error"]>[0];

/**
 * Follows the studio's log from where the page's data were read, behind the last revision after every cut. Whatever
 * ends the subscription, it begins another one; where the log does not go on, all is loaded anew.
 */
export class Following {
  readonly #live: LiveConnection;
  readonly #feed: Feed;
  readonly #whereItStands: () => Promise<Place>;
  readonly #doubt: () => void;
  readonly #listeners = new Set<() => void>();
  #state: FollowingState = "behind";
  #last: { readonly whose: string; readonly place: Place } | null = null;
  #failures = 0;

  /** `doubt` is called when the viewer may not be, or not be allowed, what they were. */
  constructor(live: LiveConnection, feed: Feed, whereItStands: () => Promise<Place>, doubt: () => void) {
    this.#live = live;
    this.#feed = feed;
    this.#whereItStands = whereItStands;
    this.#doubt = doubt;
  }

  readonly state = (): FollowingState => this.#state;

  /** Calls back after every change of state; returns the function that ends it. */
  readonly onChange = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Follows as `whose` eyes, from `place` or, where they have followed further, from there; returns what ends it. */
  follow(whose: string, place: Place): () => void {
    const last = this.#last;
    let ended = false;
    let unsubscribe = () => {};
    let pause: ReturnType<typeof setTimeout> | undefined;
    let quiet: ReturnType<typeof setTimeout> | undefined;

    // The stream says where it is, unless an event has just said it: then a silence tells that there is no more.
    const notice = (event: LiveEvent) => {
      clearTimeout(quiet);
      if (event.__typename === "StreamPosition") this.#become("current");
      else if (this.#state !== "current") quiet = setTimeout(() => this.#become("current"), QUIET_MS);
    };
    const later = (then: () => void) => {
      const wait = Math.min(FIRST_PAUSE_MS * 2 ** this.#failures, LONGEST_PAUSE_MS);
      this.#failures += 1;
      pause = setTimeout(then, wait);
    };
    const start = (from: Place) => {
      const variables = { after: from.revision, epoch: from.epoch };
      const resume = () => start({ revision: variables.after, epoch: variables.epoch });
      // The client sends the variables anew after each cut, so it goes on behind what has been told.
      unsubscribe = this.#live.subscribe(
        { query: LiveEventsDocument.toString(), variables },
        {
          next: ({ data }) => {
            const event = (data as LiveEventsSubscription | null | undefined)?.studioEvents;
            if (event === undefined) return;
            this.#failures = 0;
            notice(event);
            if (event.revision <= variables.after) return;
            variables.after = event.revision;
            this.#last = { whose, place: { revision: event.revision, epoch: variables.epoch } };
            if (event.__typename !== "StreamPosition") this.#feed.tell(event);
          },
          error: (cause) => {
            if (codesOf(cause).includes("CURSOR_EXPIRED")) return void startAnew();
            clearTimeout(quiet);
            this.#become(codesOf(cause).includes("LIMIT_EXCEEDED") ? "crowded" : "refused");
            this.#doubt();
            later(resume);
          },
          complete: () => later(resume),
        },
      );
    };
    const startAnew = async () => {
      this.#become("behind");
      try {
        // First where the log stands, then the data: what happens between the two is told and known already.
        const now = await this.#whereItStands();
        if (ended) return;
        this.#last = { whose, place: now };
        this.#feed.restart();
        start(now);
      } catch {
        if (!ended) later(() => void startAnew());
      }
    };

    const stopWatching = this.#live.onChange(() => {
      if (this.#live.state() !== "live") clearTimeout(quiet);
      this.#connectionChanged();
    });
    start(last?.whose === whose && last.place.epoch === place.epoch ? last.place : place);
    return () => {
      ended = true;
      clearTimeout(pause);
      clearTimeout(quiet);
      stopWatching();
      unsubscribe();
    };
  }

  #connectionChanged(): void {
    if (this.#live.state() === "live") return;
    if (this.#state === "current") this.#become("behind");
    if (this.#live.state() === "lost" && this.#live.lastCode === FRESH_TOKEN_NEEDED) this.#doubt();
  }

  #become(state: FollowingState): void {
    if (state === this.#state) return;
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

function codesOf(cause: Cause): unknown[] {
  const errors = Array.isArray(cause) ? (cause as readonly { readonly extensions?: { readonly code?: unknown } }[]) : [];
  return errors.map((error) => error.extensions?.code);
}
