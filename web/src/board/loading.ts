import { live } from "../api/endpoint";
import { forgetBy } from "../api/forgetting";
import { ask } from "../api/ask";
import { BoardBookingsDocument, type BoardBookingsQuery } from "../api/operations";
import { queries } from "../api/queries";
import { feed } from "../live/feed";
import { boardBooking } from "./booking";
import { schedule } from "./schedule";

/** What is fetched on its own: a calendar month in UTC, 12 × year + month from 0. */
type Month = number;

/** How many months are fetched at once. */
const AT_ONCE = 3;

/**
 * Fetches the studio's bookings into `schedule`, each month once; the live feed keeps them up to date after that. What
 * is wanted last is fetched first.
 */
class Loader {
  readonly #months = new Set<Month>();
  #wanted: readonly [from: number, to: number] | null = null;
  #loading = 0;
  #failure: Error | null = null;
  /** Answers to what was asked before the last `reload` are not wanted any more. */
  #round = 0;
  #state: LoadingState = { loading: false, failure: null, loads: 0 };
  readonly #watchers = new Set<() => void>();

  readonly state = (): LoadingState => this.#state;

  readonly onChange = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  /** Sees to it that what overlaps `[from, to)` and the months around it is known. */
  readonly want = (from: number, to: number): void => {
    this.#wanted = [from, to];
    this.#failure = null;
    this.#next();
  };

  /** Forgets all, and fetches anew what is in view: for when the feed cannot go on from where it was. */
  readonly reload = (): void => {
    schedule.clear();
    this.again();
  };

  /** Fetches anew what is in view, and keeps what is known until it has come: there may be more than was told before. */
  readonly again = (): void => {
    this.#round += 1;
    this.#months.clear();
    this.#loading = 0;
    this.#failure = null;
    this.#next();
  };

  /** Forgets all, as for somebody else who signs in. */
  readonly forget = (): void => {
    this.#wanted = null;
    this.reload();
  };

  #next(): void {
    if (this.#wanted === null || this.#failure !== null) return this.#tell();
    for (const month of around(...this.#wanted)) {
      if (this.#loading >= AT_ONCE) break;
      if (!this.#months.has(month)) void this.#load(month);
    }
    this.#tell();
  }

  async #load(month: Month): Promise<void> {
    const round = this.#round;
    this.#months.add(month);
    this.#loading += 1;
    try {
      let after: string | null = null;
      do {
        const { artists, viewer }: BoardBookingsQuery = await pageOf(month, after, round);
        if (round !== this.#round) return;
        const { nodes, pageInfo } = artists;
        const bookings = nodes.flatMap((artist) => artist.bookings.map(boardBooking));
        schedule.learn(bookings, viewer.tenant.revision);
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      } while (after !== null);
      this.#state = { ...this.#state, loads: this.#state.loads + 1 };
    } catch (cause) {
      if (round !== this.#round) return;
      this.#months.delete(month);
      this.#failure = cause instanceof Error ? cause : new Error(String(cause));
    }
    this.#loading -= 1;
    this.#next();
  }

  #tell(): void {
    this.#state = { ...this.#state, loading: this.#loading > 0, failure: this.#failure };
    for (const watcher of this.#watchers) watcher();
  }
}

export interface LoadingState {
  readonly loading: boolean;
  /** Why the last month could not be fetched; asking for anything tries again. */
  readonly failure: Error | null;
  /** Counts the months that have come. */
  readonly loads: number;
}

export const loader = new Loader();

/** Fetches everything anew; see `Loader.reload`. */
export const reload = loader.reload;

feed.onRestart(reload);
// What could not be fetched while the server was away is there again.
live.onChange(() => live.state() === "live" && loader.state().failure !== null && loader.again());

forgetBy(() => loader.forget());

async function pageOf(month: Month, after: string | null, round: number): Promise<BoardBookingsQuery> {
  const variables = { from: instantOf(month), to: instantOf(month + 1), after };
  return queries.fetchQuery({
    queryKey: ["BoardBookings", variables, round],
    queryFn: () => ask(BoardBookingsDocument, variables),
    // The schedule keeps it; a second copy would only take room.
    gcTime: 0,
  });
}

/** The months of `[from, to)` from the first on, then the one before and the one after. */
function around(from: number, to: number): Month[] {
  const [first, last] = [monthOf(from), monthOf(to - 1)];
  const months = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return [...months, first - 1, last + 1];
}

function monthOf(instant: number): Month {
  const date = new Date(instant);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function instantOf(month: Month): string {
  return new Date(Date.UTC(Math.floor(month / 12), month % 12, 1)).toISOString();
}
