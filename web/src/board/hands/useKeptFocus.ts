import { type RefObject, useEffect } from "react";
import { useBoard } from "../useBoard";
import { useHands } from "./useHands";

/**
 * Keeps the focus on a booking whose block is drawn anew in another row. Where there is none any more, as when it was
 * released, or when a free time is booked now, the board has the focus, so that the keys go on from there.
 */
export function useKeptFocus(layer: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const board = layer.current?.closest<HTMLElement>("[data-board]");
    if (board == null) return;
    const ends = new AbortController();
    const { signal } = ends;
    let isHere = false;
    let id: string | null = null;

    const note = (event: FocusEvent) => {
      isHere = true;
      id = event.target instanceof HTMLElement ? (event.target.dataset.booking ?? null) : null;
    };
    // A block that goes may say that it loses the focus too; then it is gone by the next moment.
    const forget = ({ target }: FocusEvent) =>
      queueMicrotask(() => {
        if (target instanceof Element && target.isConnected && useBoard.getState().opened === null && !isAsked()) isHere = false;
      });
    const restore = () => {
      if (!isHere || document.activeElement !== document.body || isAsked() || useBoard.getState().opened !== null) return;
      const place = id === null ? "[data-cell]" : `[data-booking="${CSS.escape(id)}"]`;
      (board.querySelector<HTMLElement>(place) ?? board).focus({ preventScroll: true });
    };
    const soon = () => requestAnimationFrame(restore);

    board.addEventListener("focusin", note, { signal });
    board.addEventListener("focusout", forget, { signal });
    const changes = new MutationObserver(soon);
    changes.observe(board, { childList: true, subtree: true });
    const watches = [useHands.subscribe(soon), useBoard.subscribe(soon)];
    return () => {
      ends.abort();
      changes.disconnect();
      for (const end of watches) end();
    };
  }, [layer]);
}

function isAsked(): boolean {
  const { question } = useHands.getState();
  return question !== null;
}
