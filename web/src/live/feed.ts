import type { LiveEventsSubscription } from "../api/operations";

/** What `studioEvents` brings: an event, or how far the log has been read. */
export type LiveEvent = LiveEventsSubscription["studioEvents"];

/** One event of the studio. */
export type StudioEvent = Exclude<LiveEvent, { readonly __typename: "StreamPosition" }>;

/** What has happened in the studio, told in order and once to all who listen on this page. */
export class Feed {
  readonly #listeners = new Set<(event: StudioEvent) => void>();
  readonly #loaders = new Set<() => void>();

  /** Calls back with each event from now on; returns the function that ends it. */
  readonly onEvent = (listener: (event: StudioEvent) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Calls back where the log does not go on from what was told: all that was loaded is to be loaded anew. */
  readonly onRestart = (loader: () => void): (() => void) => {
    this.#loaders.add(loader);
    return () => this.#loaders.delete(loader);
  };

  tell(event: StudioEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  restart(): void {
    for (const loader of this.#loaders) loader();
  }
}

export const feed = new Feed();
