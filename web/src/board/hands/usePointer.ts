import { type RefObject, useEffect, useRef } from "react";
import type { BoardBooking } from "../booking";
import { isFaded } from "../drawing";
import { type Geometry, useGeometry } from "../geometry";
import { schedule } from "../schedule";
import { useBoard } from "../useBoard";
import { drop } from "./drop";
import { BoardPointer, type Deck } from "./gestures/pointer";
import { groundOf, takenWith } from "./ground";
import { type Area, areaOf, within } from "./model/area";
import { proposed } from "./model/propose";
import { may } from "./model/steps";
import { useBookable, useHand } from "./useHand";
import { useHands } from "./useHands";

/** Lets pointers draw, move and resize on the board that `layer` lies in. */
export function usePointer(layer: RefObject<HTMLElement | null>): void {
  const geometry = useGeometry();
  const hand = useHand();
  const bookable = useBookable();
  const taken = useRef<readonly BoardBooking[]>([]);

  const deck: Deck = {
    spotAt: (x, y, artistId) => ({ x, y, time: geometry.timeAt(x, artistId), artistId: geometry.artistAt(y) }),
    mayGrip: (grip) => {
      if (grip.kind === "time") return bookable === "everybody" || (bookable !== "nobody" && bookable.artistId === grip.artistId);
      if (grip.kind === "area") return hand.plans;
      const booking = schedule.get(grip.id);
      return booking !== undefined && may("change", booking, hand);
    },
    show: (gesture) => {
      if (gesture.state === "idle" && useHands.getState().proposal !== null) useHands.getState().putBack();
      if (gesture.state === "idle") useHands.setState({ area: null });
      if (gesture.state !== "dragging") return;
      const ground = groundOf(geometry);
      const { grip } = gesture;
      if (grip.kind === "area") {
        useHands.setState({ area: areaOf(gesture, ground.rows, geometry.xOf, useHands.getState().area) });
        return;
      }
      if (grip.kind !== "time" && taken.current[0]?.id !== grip.id) taken.current = takenWith(grip.id, ground);
      useHands.getState().hold(proposed(gesture, taken.current, ground));
    },
    drop: () => {
      const { proposal, area } = useHands.getState();
      taken.current = [];
      if (area !== null) choose(area, geometry);
      if (proposal !== null) void drop(proposal, groundOf(geometry).artistOf);
    },
  };
  const now = useRef(deck);
  useEffect(() => {
    now.current = deck;
  });

  useEffect(() => {
    const board = layer.current?.closest<HTMLElement>("[data-board]");
    if (board == null) return;
    const pointer = new BoardPointer(board, () => now.current);
    const stop = pointer.listen();
    const stopWatching = useHands.subscribe(({ question }, before) => {
      if (question === null && before.question !== null) pointer.answered();
    });
    return () => {
      stop();
      stopWatching();
    };
  }, [layer]);
}

/** Chooses what lies in a frame besides what is chosen already. What the filters let step back stays out. */
function choose(area: Area, { xOf }: Geometry): void {
  const { selected, select, filters } = useBoard.getState();
  const found = within(area, (artistId) => schedule.of(artistId).filter((booking) => !isFaded(booking, filters)), xOf);
  select([...selected, ...found]);
}

/** Opens what is clicked; with Shift or Ctrl it is chosen besides the others instead. */
export function useChoosing(layer: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const board = layer.current?.closest<HTMLElement>("[data-board]");
    if (board == null) return;
    const click = (event: MouseEvent) => {
      if (!(event.target instanceof Element)) return;
      const id = event.target.closest<HTMLElement>("[data-booking]")?.dataset.booking;
      const { select, toggle, open, selected } = useBoard.getState();
      if (id === undefined) {
        if (selected.size > 0 && event.target.closest(".board-rows") !== null) select([]);
      } else if (event.shiftKey || event.ctrlKey || event.metaKey) toggle(id);
      else {
        select([id]);
        open(id);
      }
    };
    board.addEventListener("click", click);
    return () => board.removeEventListener("click", click);
  }, [layer]);
}
