import { forgetBy } from "../api/forgetting";
import { create } from "zustand";
import type { BookingStatus, Employment } from "../api/operations";
import type { Zoom } from "./model/zooms";

export type Grouping = "none" | "specialty" | "employment";
export type Sorting = "name" | "utilisation" | "free";
/** Whose clock the board goes by: the studio's, this computer's, or in each row the artist's own. */
export type Clock = "studio" | "mine" | "artist";

/** What narrows the board down. Empty lists and nulls narrow nothing. */
export interface Filters {
  readonly search: string;
  readonly specialty: string | null;
  readonly employment: Employment | null;
  readonly projectId: string | null;
  readonly status: BookingStatus | null;
}

export const NO_FILTERS: Filters = { search: "", specialty: null, employment: null, projectId: null, status: null };

/** A place on the board, for the keyboard. */
export interface Cursor {
  readonly artistId: string;
  readonly time: number;
}

interface BoardState {
  readonly zoom: Zoom;
  /** The first instant in view; null until the board has been there: then it begins at the present. */
  readonly date: number | null;
  readonly filters: Filters;
  readonly grouping: Grouping;
  readonly sorting: Sorting;
  readonly clock: Clock;
  /** The chosen bookings, by id. */
  readonly selected: ReadonlySet<string>;
  readonly focused: Cursor | null;
  /** The booking whose particulars are shown. */
  readonly opened: string | null;
  select(ids: Iterable<string>): void;
  /** Chooses a booking besides the others, or no longer. */
  toggle(id: string): void;
  /** Shows a booking's particulars; null: no longer. */
  open(id: string | null): void;
  filter(change: Partial<Filters>): void;
}

/** The state of the board's face. What can be shared by link is in the address too (`useAddress`). */
export const useBoard = create<BoardState>((set) => ({
  zoom: "weeks2",
  date: null,
  filters: NO_FILTERS,
  grouping: "none",
  sorting: "name",
  clock: "studio",
  selected: new Set(),
  focused: null,
  opened: null,
  select: (ids) => set({ selected: new Set(ids) }),
  toggle: (id) =>
    set(({ selected }) => {
      const changed = new Set(selected);
      if (!changed.delete(id)) changed.add(id);
      return { selected: changed };
    }),
  open: (opened) => set({ opened }),
  filter: (change) => set(({ filters }) => ({ filters: { ...filters, ...change } })),
}));

forgetBy(() => useBoard.setState(useBoard.getInitialState(), true));
