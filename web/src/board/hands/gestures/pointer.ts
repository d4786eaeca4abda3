import { type Gesture, type GestureEvent, type Grip, IDLE, next, type Spot } from "../model/gesture";
import { pull } from "./edges";

/** What a pointer may do, and what comes of it. */
export interface Deck {
  spotAt(x: number, y: number, artistId: string): Spot;
  /** Whether this may be taken hold of. */
  mayGrip(grip: Grip): boolean;
  /** The gesture is at another place now, or over without a drop. */
  show(gesture: Gesture): void;
  drop(): void;
}

/** How long a finger stays before it takes a booking along, in ms. */
const LONG_PRESS = 420;

/** Makes gestures of what pointers do on the board. */
export class BoardPointer {
  #gesture: Gesture = IDLE;
  #pointer: number | null = null;
  #press: ReturnType<typeof setTimeout> | undefined;
  #frame = 0;
  #last = { x: 0, y: 0, copies: false };
  #hasDragged = false;

  constructor(
    private readonly board: HTMLElement,
    private readonly deck: () => Deck,
  ) {}

  /** Begins; returns the function that ends it. */
  listen(): () => void {
    const ends = new AbortController();
    const { signal } = ends;
    this.board.addEventListener("pointerdown", this.#down, { signal });
    window.addEventListener("pointermove", this.#move, { signal });
    window.addEventListener("pointerup", this.#up, { signal });
    window.addEventListener("pointercancel", this.#cancel, { signal });
    window.addEventListener("blur", this.#cancel, { signal });
    window.addEventListener("keydown", this.#key, { signal, capture: true });
    window.addEventListener("keyup", this.#key, { signal, capture: true });
    // A touch that drags must not scroll, and only a listener that is not passive can say so.
    this.board.addEventListener("touchmove", this.#keepFromScrolling, { signal, passive: false });
    this.board.addEventListener("click", this.#click, { signal, capture: true });
    return () => {
      ends.abort();
      this.#cancel();
    };
  }

  /** The dialog that a drawing has opened is closed. */
  answered(): void {
    this.#become({ type: "answer" });
  }

  readonly #down = (event: PointerEvent): void => {
    this.#hasDragged = false;
    if (event.button !== 0 || !event.isPrimary || event.ctrlKey || event.metaKey) return;
    const grip = event.shiftKey ? framing(gripOf(event.target)) : gripOf(event.target);
    if (grip === null || !this.deck().mayGrip(grip)) return;
    const { clientX: x, clientY: y, pointerId, pointerType } = event;
    this.#pointer = pointerId;
    this.#last = { x, y, copies: event.altKey };
    const touch = pointerType === "touch";
    this.#become({ type: "press", grip, at: this.#spot(grip), touch });
    if (touch) this.#press = setTimeout(() => this.#become({ type: "longPress" }), LONG_PRESS);
  };

  readonly #move = (event: PointerEvent): void => {
    if (event.pointerId !== this.#pointer) return;
    this.#last = { x: event.clientX, y: event.clientY, copies: event.altKey };
    this.#follow();
  };

  readonly #up = (event: PointerEvent): void => {
    if (event.pointerId !== this.#pointer) return;
    if (this.#gesture.state === "dragging") this.deck().drop();
    this.#become({ type: "release" });
  };

  readonly #cancel = (): void => {
    if (this.#pointer !== null) this.#become({ type: "cancel" });
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (this.#gesture.state !== "dragging") return;
    if (event.type === "keydown" && event.key === "Escape") {
      event.stopPropagation();
      event.preventDefault();
      this.#become({ type: "cancel" });
    } else if (event.key === "Alt") {
      event.preventDefault();
      this.#last = { ...this.#last, copies: event.type === "keydown" };
      this.#follow();
    }
  };

  readonly #keepFromScrolling = (event: TouchEvent): void => {
    if (this.#gesture.state === "dragging") event.preventDefault();
  };

  readonly #click = (event: MouseEvent): void => {
    if (this.#hasDragged) {
      event.stopPropagation();
      event.preventDefault();
    }
    this.#hasDragged = false;
  };

  #follow(): void {
    if (this.#gesture.state !== "pressing" && this.#gesture.state !== "dragging") return;
    this.#become({ type: "move", at: this.#spot(this.#gesture.grip), copies: this.#last.copies });
  }

  #become(event: GestureEvent): void {
    const before = this.#gesture;
    this.#gesture = next(before, event);
    if (this.#gesture === before) return;
    const { state } = this.#gesture;
    if (state === "dragging" && before.state === "pressing") this.#begin();
    if (state === "idle" || state === "asking") this.#stop();
    if (state === "dragging" || before.state === "dragging") this.deck().show(this.#gesture);
  }

  #begin(): void {
    this.#hasDragged = true;
    clearTimeout(this.#press);
    if (this.#pointer !== null) this.board.setPointerCapture(this.#pointer);
    document.getSelection()?.removeAllRanges();
    this.board.style.cursor = "grabbing";
    this.#frame = requestAnimationFrame(this.#scroll);
  }

  #stop(): void {
    clearTimeout(this.#press);
    cancelAnimationFrame(this.#frame);
    if (this.#pointer !== null && this.board.hasPointerCapture(this.#pointer)) this.board.releasePointerCapture(this.#pointer);
    this.#pointer = null;
    this.board.style.cursor = "";
  }

  readonly #scroll = (): void => {
    this.#frame = requestAnimationFrame(this.#scroll);
    if (this.#gesture.state !== "dragging") return;
    const [dx, dy] = pull(this.board, this.#gesture.from, this.#last);
    if (dx === 0 && dy === 0) return;
    this.board.scrollBy(dx, dy);
    this.#follow();
  };

  #spot(grip: Grip): Spot {
    return this.deck().spotAt(this.#last.x, this.#last.y, grip.artistId);
  }
}

/** With Shift a frame is drawn over empty time; a booking is chosen by the click. */
function framing(grip: Grip | null): Grip | null {
  return grip?.kind === "time" ? { kind: "area", artistId: grip.artistId } : null;
}

/** What of the board is under the pointer: an edge before its booking, a booking before its row. */
function gripOf(target: EventTarget | null): Grip | null {
  if (!(target instanceof Element)) return null;
  const artistId = target.closest<HTMLElement>("[data-artist]")?.dataset.artist;
  if (artistId === undefined) return null;
  const id = target.closest<HTMLElement>("[data-booking]")?.dataset.booking;
  if (id === undefined) return target.closest(".board-line-head") === null ? { kind: "time", artistId } : null;
  const edge = target.closest<HTMLElement>("[data-edge]")?.dataset.edge;
  return edge === "start" || edge === "end" ? { kind: "edge", id, edge, artistId } : { kind: "booking", id, artistId };
}
