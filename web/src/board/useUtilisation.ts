import { startTransition, useEffect, useRef } from "react";
import type { BoardArtist } from "./artist";
import type { BoardBooking } from "./booking";
import { bookedIn, freeFrom, workableIn } from "./model/utilisation";
import { schedule } from "./schedule";
import type { Drawn } from "./useWindow";

/** What is booked firmly, as shares of the working time from 0 to 1; null where nobody works. */
export interface Utilisation {
  /** Of each column, by its first instant. */
  readonly ofColumn: ReadonlyMap<number, number | null>;
  /** Of each artist, over what is in view. */
  readonly ofArtist: ReadonlyMap<string, number | null>;
  /** When each artist is free next. */
  readonly freeFrom: ReadonlyMap<string, number>;
}

export const UNKNOWN: Utilisation = { ofColumn: new Map(), ofArtist: new Map(), freeFrom: new Map() };

/** For how long it is worked at without a pause, in ms: less than a frame. */
const SLICE = 6;

interface Counted {
  readonly bookings: readonly BoardBooking[];
  readonly booked: Float64Array;
}

/**
 * Works out how busy the artists are and `tell`s it, between frames: the board does not wait for it. Columns are of those
 * artists who are `shown`. `changes` says that bookings have changed; only those artists are counted anew whose have.
 */
export function useUtilisation(
  artists: readonly BoardArtist[],
  shown: ReadonlySet<string>,
  { drawing, columns, period }: Drawn,
  changes: number,
  tell: (utilisation: Utilisation) => void,
): void {
  const { start, end } = period;
  const counted = useRef({ columns, drawing, of: new Map<string, Counted>() });

  useEffect(() => {
    const stopped = new AbortController();
    if (counted.current.columns !== columns || counted.current.drawing !== drawing) counted.current = { columns, drawing, of: new Map() };
    const known = counted.current.of;

    const count = (artist: BoardArtist, bounds: readonly number[]): Float64Array => {
      const bookings = schedule.of(artist.id);
      const before = known.get(artist.id);
      if (before?.bookings === bookings) return before.booked;
      const booked = bookedIn(bookings, drawing.times.of(artist), bounds);
      known.set(artist.id, { bookings, booked });
      return booked;
    };

    const work = async () => {
      const [booked, workable] = [new Float64Array(columns.length), new Float64Array(columns.length)];
      const ofArtist = new Map<string, number | null>();
      const free = new Map<string, number>();
      const now = Date.now();
      const boundsIn = new Map<string, { bounds: number[]; span: number[] }>();
      let since = performance.now();
      for (const artist of artists) {
        const working = drawing.times.of(artist);
        let place = boundsIn.get(artist.timeZone);
        if (place === undefined) {
          const { fromAxis } = drawing.clockOf(artist);
          place = { bounds: [...columns.map((column) => column.start), columns.at(-1)?.end ?? 0].map(fromAxis), span: [start, end].map(fromAxis) };
          boundsIn.set(artist.timeZone, place);
        }
        if (shown.has(artist.id)) {
          add(booked, count(artist, place.bounds));
          add(workable, workableIn(working, place.bounds));
        }
        const bookings = schedule.of(artist.id);
        ofArtist.set(artist.id, share(bookedIn(bookings, working, place.span)[0], workableIn(working, place.span)[0]));
        const next = freeFrom(bookings, working, now, drawing.times.to);
        if (next !== null) free.set(artist.id, next);
        if (performance.now() - since > SLICE) {
          await new Promise((resolve) => setTimeout(resolve));
          if (stopped.signal.aborted) return;
          since = performance.now();
        }
      }
      const ofColumn = new Map(columns.map((column, index) => [column.start, share(booked[index], workable[index])]));
      startTransition(() => tell({ ofColumn, ofArtist, freeFrom: free }));
    };

    const timer = setTimeout(() => void work(), 60);
    return () => {
      clearTimeout(timer);
      stopped.abort();
    };
  }, [artists, shown, drawing, columns, start, end, changes, tell]);
}

function add(sums: Float64Array, values: Float64Array): void {
  for (let index = 0; index < sums.length; index += 1) sums[index] = (sums[index] ?? 0) + (values[index] ?? 0);
}

function share(booked = 0, workable = 0): number | null {
  return workable > 0 ? booked / workable : null;
}
