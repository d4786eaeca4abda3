import type { LiveEventsSubscription } from "../api/operations";

/** One event of the studio, as `studioEvents` tells it. */
export type StudioEvent = LiveEventsSubscription["studioEvents"];

type Listener = (event: StudioEvent) => void;

/** What has happened in the studio, told in order and once to all who listen on this page. */
export class Feed {
  readonly #listeners = new Set<Listener>();

  /** Calls back with each event from now on; returns the function that ends it. */
  readonly onEvent = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  tell(event: StudioEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

export const feed = new Feed();
