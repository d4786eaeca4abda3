import { forgetBy } from "../../api/forgetting";
import { create } from "zustand";
import { words } from "../../words/hands";
import type { BoardBooking } from "../booking";
import type { Area } from "./model/area";
import type { Proposal } from "./model/placement";
import type { When } from "./model/when";

/** What a dialog, a menu or the list of keys asks the person. */
export type Question =
  | {
      readonly kind: "create";
      readonly artistId: string | null;
      readonly when: When | null;
      /** Of which booking it is to be a copy. */
      readonly original: BoardBooking | null;
    }
  | {
      readonly kind: "reason";
      readonly title: string;
      readonly hint: string;
      /** What the button says that does it. */
      readonly label: string;
      /** With an empty reason only where it is optional. */
      readonly run: (reason: string) => void;
      readonly isOptional?: boolean;
    }
  | {
      readonly kind: "menu";
      /** In the window, in CSS pixels. */
      readonly at: { readonly x: number; readonly y: number };
      /** Of these bookings; of none: of the time. */
      readonly bookings: readonly BoardBooking[];
      readonly slot: { readonly artistId: string; readonly when: When } | null;
    }
  | { readonly kind: "split" | "extend"; readonly booking: BoardBooking }
  | { readonly kind: "keys" };

interface HandsState {
  /** What lies in the hand, by pointer or by keys. */
  readonly proposal: Proposal | null;
  /** The frame in which bookings are being chosen. */
  readonly area: Area | null;
  /** Whether keys move it: then it says how it is dropped. */
  readonly byKeys: boolean;
  readonly question: Question | null;
  /** What screen readers say of what was in the hand before. */
  readonly said: string;
  /** Whether the viewer may take changes back (`bookings:write`). */
  readonly mayUndo: boolean;
  readonly hold: (proposal: Proposal | null, byKeys?: boolean) => void;
  /** Lets go without a drop. */
  readonly putBack: () => void;
  readonly ask: (question: Question) => void;
  readonly answered: () => void;
}

/** What the hands do at the moment. */
export const useHands = create<HandsState>((set) => ({
  proposal: null,
  area: null,
  byKeys: false,
  question: null,
  said: "",
  mayUndo: false,
  hold: (proposal, byKeys = false) => set({ proposal, byKeys, said: "" }),
  putBack: () => set({ proposal: null, said: words.preview.putBack }),
  ask: (question) => set({ question }),
  answered: () => set({ question: null, proposal: null }),
}));

forgetBy(() => useHands.setState(useHands.getInitialState(), true));
