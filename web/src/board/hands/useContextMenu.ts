import { type RefObject, useEffect, useRef } from "react";
import { useGeometry } from "../geometry";
import { schedule } from "../schedule";
import { groundOf } from "./ground";
import { menuFor } from "./menuFor";
import { slotAt } from "./slotAt";
import { useBookable, useHand } from "./useHand";

/** The menu of the right mouse button. That of the keyboard is with the other keys. */
export function useContextMenu(layer: RefObject<HTMLElement | null>): void {
  const now = { geometry: useGeometry(), hand: useHand(), bookable: useBookable() };
  const latest = useRef(now);
  useEffect(() => {
    latest.current = now;
  });
  useEffect(() => {
    const board = layer.current?.closest<HTMLElement>("[data-board]");
    if (board == null) return;
    const open = (event: MouseEvent) => {
      if (!(event.target instanceof Element)) return;
      // A finger's long press takes a booking along instead.
      if (event instanceof PointerEvent && event.pointerType === "touch") return event.preventDefault();
      const { geometry, hand, bookable } = latest.current;
      const id = event.target.closest<HTMLElement>("[data-booking]")?.dataset.booking;
      const artistId = event.target.closest<HTMLElement>("[data-artist]")?.dataset.artist;
      const isTime = artistId !== undefined && event.target.closest(".board-line-head") === null;
      const ground = groundOf(geometry);
      const slot = isTime ? slotAt(artistId, geometry.timeAt(event.clientX, artistId), ground) : null;
      const booking = id !== undefined && schedule.get(id) !== undefined ? id : null;
      const at = { x: event.clientX, y: event.clientY };
      if (menuFor(booking, slot, at, { ground, hand, bookable })) event.preventDefault();
    };
    board.addEventListener("contextmenu", open);
    return () => board.removeEventListener("contextmenu", open);
  }, [layer]);
}
