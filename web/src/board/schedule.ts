import { useCallback, useSyncExternalStore } from "react";
import type { BoardBooking } from "./booking";

const NONE: readonly BoardBooking[] = [];

/**
 * All bookings that the board knows, by artist. Rows watch their own artist only, so that a change redraws one row.
 *
 * What comes late does not win: a booking is replaced by its like version or a newer one, and a cancelled one stays
 * known as such, lest an answer that was under way brings it back.
 */
export class Schedule {
  readonly #known = new Map<string, BoardBooking>();
  readonly #supposed = new Map<string, BoardBooking>();
  /** The revision as of which a booking is known at least. */
  readonly #asOf = new Map<string, number>();
  readonly #hidden = new Set<string>();
  readonly #idsOf = new Map<string, Set<string>>();
  readonly #shown = new Map<string, readonly BoardBooking[]>();
  readonly #watchers = new Map<string, Set<() => void>>();

  /**
   * Takes in what the server tells. Answers the ids of those that were not known so.
   *
   * `asOf` is the studio's revision that it was read at, where that is known: ranks change without the booking's
   * version, and an older answer is not to bring an older rank.
   */
  learn(bookings: Iterable<BoardBooking>, asOf: number = Number.POSITIVE_INFINITY): string[] {
    const news: string[] = [];
    const touched = new Set<string>();
    for (const booking of bookings) {
      const before = this.#known.get(booking.id);
      if (before !== undefined && this.#isOlder(booking, asOf, before)) continue;
      if (Number.isFinite(asOf)) this.#asOf.set(booking.id, asOf);
      if (before !== undefined && isSame(before, booking)) continue;
      this.#place(this.#known, booking, touched);
      news.push(booking.id);
    }
    this.#tell(touched);
    return news;
  }

  /** What the viewer may not see any more is not shown, whatever a late answer says, until it is to be shown again. */
  hide(id: string, hidden = true): void {
    const before = this.#artistsOf(id);
    if (hidden) this.#hidden.add(id);
    else if (!this.#hidden.delete(id)) return;
    this.#tell(before);
  }

  /** Shows a booking as the person has just made it, until `settle`: the server has not agreed yet. */
  suppose(booking: BoardBooking): void {
    const touched = new Set<string>();
    this.#place(this.#supposed, booking, touched);
    this.#tell(touched);
  }

  /** Shows what the server says again. After a refusal that is where the booking was before. */
  settle(id: string): void {
    const supposed = this.#supposed.get(id);
    if (supposed === undefined) return;
    this.#supposed.delete(id);
    const touched = this.#artistsOf(id).add(supposed.artistId);
    const known = this.#known.get(id);
    if (known?.artistId !== supposed.artistId) this.#idsOf.get(supposed.artistId)?.delete(id);
    this.#tell(touched);
  }

  /** A booking as it is shown. */
  get(id: string): BoardBooking | undefined {
    if (this.#hidden.has(id)) return undefined;
    return this.#supposed.get(id) ?? this.#known.get(id);
  }

  /** Whether the server has yet to agree to what is shown. */
  isSupposed(id: string): boolean {
    return this.#supposed.has(id);
  }

  /** An artist's live bookings by start: the same array until one of them changes. */
  of(artistId: string): readonly BoardBooking[] {
    const shown = this.#shown.get(artistId);
    if (shown !== undefined) return shown;
    const found: BoardBooking[] = [];
    for (const id of this.#idsOf.get(artistId) ?? []) {
      const booking = this.get(id);
      if (booking?.artistId === artistId && booking.status !== "CANCELLED") found.push(booking);
    }
    found.sort((a, b) => a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : 1));
    const list = found.length === 0 ? NONE : found;
    this.#shown.set(artistId, list);
    return list;
  }

  /** All that is known of a project, live or not. */
  ofProject(projectId: string): BoardBooking[] {
    return [...this.#known.values()].filter(({ project }) => project?.id === projectId);
  }

  /** Calls back after each change of an artist's bookings; returns the function that ends it. */
  watch(artistId: string, watcher: () => void): () => void {
    const watchers = this.#watchers.get(artistId) ?? new Set();
    this.#watchers.set(artistId, watchers.add(watcher));
    return () => watchers.delete(watcher);
  }

  /** Forgets everything, as when the log does not go on from where we were. */
  clear(): void {
    const touched = new Set(this.#idsOf.keys());
    this.#known.clear();
    this.#supposed.clear();
    this.#asOf.clear();
    this.#hidden.clear();
    this.#idsOf.clear();
    this.#tell(touched);
  }

  #place(into: Map<string, BoardBooking>, booking: BoardBooking, touched: Set<string>): void {
    for (const { artistId } of [this.#known.get(booking.id) ?? booking, this.#supposed.get(booking.id) ?? booking, booking]) {
      touched.add(artistId);
    }
    into.set(booking.id, booking);
    const ids = this.#idsOf.get(booking.artistId) ?? new Set();
    this.#idsOf.set(booking.artistId, ids.add(booking.id));
  }

  #isOlder(booking: BoardBooking, asOf: number, known: BoardBooking): boolean {
    if (booking.version !== known.version) return booking.version < known.version;
    return asOf < (this.#asOf.get(booking.id) ?? 0);
  }

  /** In whose rows it may be shown. */
  #artistsOf(id: string): Set<string> {
    const bookings = [this.#known.get(id), this.#supposed.get(id)];
    return new Set(bookings.flatMap((booking) => booking?.artistId ?? []));
  }

  #tell(artistIds: Iterable<string>): void {
    for (const artistId of artistIds) {
      this.#shown.delete(artistId);
      for (const watcher of this.#watchers.get(artistId) ?? []) watcher();
    }
  }
}

function isSame(a: BoardBooking, b: BoardBooking): boolean {
  return a.version === b.version && a.rank === b.rank && a.isBackup === b.isBackup && a.project?.name === b.project?.name;
}

/** The board's own. */
export const schedule = new Schedule();

export function useBookingsOf(artistId: string): readonly BoardBooking[] {
  const watch = useCallback((changed: () => void) => schedule.watch(artistId, changed), [artistId]);
  return useSyncExternalStore(watch, () => schedule.of(artistId));
}
