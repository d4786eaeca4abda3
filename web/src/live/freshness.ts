import type { Query, QueryClient } from "@tanstack/react-query";
import type { EventKind } from "../api/queries";
import type { StudioEvent } from "./feed";

const EVERY_MS = 1_000;

/**
 * Fetches again what events have made out of date, of what is on screen; the rest when it is shown next. However many
 * events come, a query is fetched once a second at the most, and once more after the last of them.
 */
export class Freshness {
  readonly #queries: QueryClient;
  readonly #isSeen: () => boolean;
  readonly #kinds = new Set<EventKind>();
  #late = new Set<Query>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last = Number.NEGATIVE_INFINITY;

  /** `isSeen`: whether the page is; while it is not, nothing is fetched. */
  constructor(queries: QueryClient, isSeen: () => boolean) {
    this.#queries = queries;
    this.#isSeen = isSeen;
  }

  readonly noted = (event: StudioEvent): void => {
    this.#kinds.add(kindOf(event.type));
    this.#wait();
  };

  /** The page is seen again. */
  readonly shown = (): void => {
    if (this.#kinds.size > 0 || this.#late.size > 0) this.#wait();
  };

  #wait(): void {
    if (!this.#isSeen()) return;
    this.#timer ??= setTimeout(() => this.#refresh(), Math.max(0, this.#last + EVERY_MS - Date.now()));
  }

  #refresh(): void {
    this.#timer = undefined;
    this.#last = Date.now();
    const stale = new Set(this.#queries.getQueryCache().findAll({ predicate: ({ meta }) => this.#concerns(meta?.kinds) }));
    for (const query of this.#late) stale.add(query);
    this.#kinds.clear();
    this.#late = new Set();
    for (const query of stale) {
      // What is under way may have been read before the event, and a slow query would never end if it were cut off.
      if (query.state.fetchStatus === "fetching") this.#late.add(query);
      else void this.#queries.invalidateQueries({ queryKey: query.queryKey, exact: true });
    }
    if (this.#late.size > 0) this.#wait();
  }

  #concerns(kinds: readonly EventKind[] = []): boolean {
    return kinds.some((kind) => this.#kinds.has(kind));
  }
}

/** To what kind of thing it happened. */
export function kindOf(type: StudioEvent["type"]): EventKind {
  if (type === "BOOKING_CONFLICT_DETECTED") return "CONFLICT";
  return type.slice(0, type.indexOf("_")) as EventKind;
}
