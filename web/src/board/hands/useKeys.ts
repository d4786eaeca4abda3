import { type RefObject, useEffect, useRef } from "react";
import type { BoardBooking } from "../booking";
import { type Geometry, useGeometry } from "../geometry";
import { schedule } from "../schedule";
import { useBoard } from "../useBoard";
import { undoLast } from "./changes/undo";
import { takeStepTogether, tellImpossible } from "./changes/step";
import { drop } from "./drop";
import { type Carry, carried, isArrow } from "./gestures/carry";
import { groundOf, takenWith } from "./ground";
import { menuFor } from "./menuFor";
import { nudged } from "./model/propose";
import { type Hand, may, type Step } from "./model/steps";
import { slotAt } from "./slotAt";
import { useBookable, useHand } from "./useHand";
import { useHands } from "./useHands";

const STEPS: Record<string, Step> = { c: "confirm", p: "pencil", h: "hold", r: "release", Delete: "cancel", Backspace: "cancel" };

interface Now {
  readonly geometry: Geometry;
  readonly hand: Hand;
  readonly bookable: ReturnType<typeof useBookable>;
}

/** All that hands do, by keys. */
export function useKeys(layer: RefObject<HTMLElement | null>): void {
  const now: Now = { geometry: useGeometry(), hand: useHand(), bookable: useBookable() };
  const latest = useRef(now);
  useEffect(() => {
    latest.current = now;
  });
  useEffect(() => {
    const board = layer.current?.closest<HTMLElement>("[data-board]");
    if (board == null) return;
    const keys = new BoardKeys(board, () => latest.current);
    return keys.listen();
  }, [layer]);
}

class BoardKeys {
  #carry: Carry | null = null;

  constructor(
    private readonly board: HTMLElement,
    private readonly now: () => Now,
  ) {}

  listen(): () => void {
    const ends = new AbortController();
    const { signal } = ends;
    // Before the board's own keys: the arrows are for what is carried.
    this.board.addEventListener("keydown", this.#onBoard, { signal, capture: true });
    window.addEventListener("keydown", this.#anywhere, { signal });
    window.addEventListener("keyup", this.#up, { signal });
    window.addEventListener("pointerdown", this.#putBack, { signal, capture: true });
    window.addEventListener("blur", this.#putBack, { signal });
    return () => ends.abort();
  }

  readonly #onBoard = (event: KeyboardEvent): void => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const isTaken = this.#carry !== null ? this.#whileCarrying(event, this.#carry) : this.#onBooking(event);
    if (!isTaken) return;
    event.preventDefault();
    event.stopPropagation();
  };

  readonly #anywhere = (event: KeyboardEvent): void => {
    // Keys of one letter are for the board; whoever is in a field or a menu types.
    const isHere = event.target === document.body || (event.target instanceof Node && this.board.contains(event.target));
    const isElsewhere = useHands.getState().question !== null || !isHere;
    if (event.defaultPrevented || event.isComposing || event.altKey || isElsewhere) return;
    const isCommand = event.ctrlKey || event.metaKey;
    if (isCommand && !event.shiftKey && event.key.toLowerCase() === "z" && this.now().hand.plans) void undoLast();
    else if (event.key === "Escape" && useBoard.getState().selected.size > 0) useBoard.getState().select([]);
    else if (!isCommand && event.key === "?") useHands.getState().ask({ kind: "keys" });
    else if (!isCommand && event.key === "n" && this.now().bookable !== "nobody") this.#create();
    else return;
    event.preventDefault();
  };

  readonly #up = (event: KeyboardEvent): void => {
    if (event.key === "Alt" && this.#carry?.untilRelease === true) this.#drop();
  };

  readonly #putBack = (): void => {
    if (this.#carry === null) return;
    this.#carry = null;
    useHands.getState().putBack();
  };

  #whileCarrying(event: KeyboardEvent, carry: Carry): boolean {
    if (event.key === "Escape") this.#putBack();
    else if (event.key === "Enter") this.#drop();
    else if (event.key === "Tab") return this.#putBack(), false;
    else {
      const further = carried(carry, event.key, event.shiftKey);
      if (further !== null) this.#carryOn(further);
    }
    return true;
  }

  #onBooking(event: KeyboardEvent): boolean {
    const { key, altKey, shiftKey } = event;
    if (key === "ContextMenu" || (key === "F10" && shiftKey)) return this.#menu(event);
    const id = idAt(event.target);
    const taken = this.#taken(event.target);
    const [lead, ...others] = taken;
    if (lead === undefined) return false;
    const { hand } = this.now();
    const mayMove = taken.every((each) => may("change", each, hand));
    if (altKey) {
      if (!mayMove || !isArrow(key)) return false;
      const carry: Carry = { taken: [lead, ...others], edge: null, steps: 0, down: 0, untilRelease: true };
      const begun = carried(carry, key, shiftKey);
      if (begun !== null) this.#carryOn(begun);
      return begun !== null;
    }
    if (shiftKey) return false;
    if (key === "Enter" && id !== null) useBoard.getState().open(id);
    else if (key === " " && id !== null) useBoard.getState().toggle(id);
    else if (key === "m" && mayMove) this.#carryOn({ taken: [lead, ...others], edge: null, steps: 0, down: 0, untilRelease: false });
    else if (key === "d") duplicate(taken, lead, hand);
    else if (STEPS[key] !== undefined) takeStepTogether(taken, STEPS[key], hand);
    else return false;
    return true;
  }

  #taken(target: EventTarget | null): BoardBooking[] {
    const id = idAt(target);
    const ground = groundOf(this.now().geometry);
    const [first] = id === null ? useBoard.getState().selected : [id];
    return first === undefined ? [] : takenWith(first, ground);
  }

  #carryOn(carry: Carry): void {
    this.#carry = carry;
    const { geometry } = this.now();
    const proposal = nudged(carry.taken, carry.edge, carry.steps, carry.down, groundOf(geometry));
    if (proposal.kind === "draw") return;
    useHands.getState().hold(proposal, true);
    const [{ when, artistId }] = proposal.placements;
    geometry.reveal(carry.edge === "end" ? when.end : when.start, artistId);
  }

  #drop(): void {
    const { proposal } = useHands.getState();
    this.#carry = null;
    if (proposal === null || proposal.kind === "draw") return;
    const [{ booking, artistId, when }] = proposal.placements;
    void drop(proposal, groundOf(this.now().geometry).artistOf);
    if (artistId !== booking.artistId) useBoard.setState({ focused: { artistId, time: when.start } });
    // The block may be another element now, in another row.
    requestAnimationFrame(() => requestAnimationFrame(() => focusBlock(this.board, booking.id)));
  }

  #menu(event: KeyboardEvent): boolean {
    if (!(event.target instanceof Element)) return false;
    const box = event.target.getBoundingClientRect();
    const id = idAt(event.target);
    const { geometry, hand, bookable } = this.now();
    const at = { x: box.left + Math.min(box.width / 2, 40), y: box.top + Math.min(box.height, 40) };
    const { focused } = useBoard.getState();
    const slot = focused === null ? null : slotAt(focused.artistId, focused.time, groundOf(geometry));
    return menuFor(id, slot, at, { ground: groundOf(geometry), hand, bookable });
  }

  #create(): void {
    const { focused } = useBoard.getState();
    const { geometry, bookable } = this.now();
    const slot = focused === null ? null : slotAt(focused.artistId, focused.time, groundOf(geometry));
    const artistId = typeof bookable === "string" ? (slot?.artistId ?? null) : bookable.artistId;
    useHands.getState().ask({ kind: "create", artistId, when: slot?.when ?? null, original: null });
  }
}

function duplicate(taken: readonly BoardBooking[], lead: BoardBooking, hand: Hand): void {
  if (taken.length > 1 || !may("duplicate", lead, hand)) tellImpossible("duplicate", taken.length, hand);
  else useHands.getState().ask({ kind: "create", artistId: lead.artistId, when: lead, original: lead });
}

function idAt(target: EventTarget | null): string | null {
  const id = target instanceof Element ? target.closest<HTMLElement>("[data-booking]")?.dataset.booking : undefined;
  return id !== undefined && schedule.get(id) !== undefined ? id : null;
}

/** Gives the focus back to a booking's block, unless something else has it. */
function focusBlock(board: HTMLElement, id: string): void {
  const block = board.querySelector<HTMLElement>(`[data-booking="${CSS.escape(id)}"]`);
  const active = document.activeElement;
  if (block !== null && (active === null || active === document.body || board.contains(active))) block.focus();
}
