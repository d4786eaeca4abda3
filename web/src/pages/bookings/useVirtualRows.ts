import { useVirtualizer, type VirtualItem } from "@tanstack/react-virtual";
import { type RefObject, useLayoutEffect, useState } from "react";

export interface VirtualRows {
  readonly rows: readonly VirtualItem[];
  /** How many pixels of rows that are not there lie before the first and behind the last. */
  readonly before: number;
  readonly after: number;
  /** To be the `ref` of each row that has a `data-index`. */
  readonly measure: (row: Element | null) => void;
}

/** Those of `count` rows that the page's scrolling part shows, and some around. `list` is what the rows are in. */
export function useVirtualRows(count: number, height: number, list: RefObject<HTMLElement | null>): VirtualRows {
  const [margin, setMargin] = useState(0);
  // After each render: what lies above the list comes and goes.
  useLayoutEffect(() => {
    const scroller = scrollerOf();
    if (list.current === null || scroller === null) return;
    const top = list.current.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
    if (Math.abs(top - margin) > 1) setMargin(top);
  });
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: scrollerOf,
    estimateSize: () => height,
    overscan: 15,
    scrollMargin: margin,
  });
  const rows = virtualizer.getVirtualItems();
  return {
    rows,
    before: Math.max(0, (rows[0]?.start ?? margin) - margin),
    after: Math.max(0, virtualizer.getTotalSize() - ((rows.at(-1)?.end ?? margin) - margin)),
    measure: virtualizer.measureElement,
  };
}

/** The part of the shell in which pages scroll. */
function scrollerOf(): HTMLElement | null {
  return document.getElementById("content");
}
