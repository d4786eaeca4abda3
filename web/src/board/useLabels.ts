import { type RefObject, useEffect } from "react";
import type { Drawing } from "./drawing";
import type { Plan } from "./model/plan";
import { xOf } from "./model/scale";
import type { Viewport } from "./viewport";

/** How far from the window's left edge labels get ready to stick to it, in widths of the window. */
const REACH = 0.3;

/**
 * Lets the labels near the left edge of the window stick to it while their blocks go on. Were all labels to stick, the
 * browser would keep a layer for each, and scroll half as fast.
 */
export function useLabels(root: RefObject<HTMLElement | null>, viewport: Viewport, drawing: Drawing, plan: Plan): void {
  useEffect(() => {
    const { scale } = drawing.view;
    const stick = () => {
      const left = xOf(scale, viewport.left());
      const reach = left + scale.width * REACH;
      for (const label of root.current?.querySelectorAll<HTMLElement>(".board-block-label") ?? []) {
        const block = label.parentElement?.style;
        const x = Number.parseFloat(block?.left ?? "");
        const end = x + Number.parseFloat(block?.width ?? "");
        const isNear = x < reach && end > left;
        // What the name has from there to the block's end.
        if (isNear) label.style.setProperty("--room", `${Math.floor(end - Math.max(x, left))}px`);
        if (label.hasAttribute("data-stuck") !== isNear) label.toggleAttribute("data-stuck", isNear);
      }
    };
    stick();
    return viewport.onRest(stick);
    // Another plan may have brought bookings.
  }, [root, viewport, drawing, plan]);
}
