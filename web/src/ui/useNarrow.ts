import { useSyncExternalStore } from "react";

const narrow = matchMedia("(width < 48rem)");

/** Whether the page is as narrow as a phone, where tables become cards: the width below Tailwind's `md`. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      narrow.addEventListener("change", changed);
      return () => narrow.removeEventListener("change", changed);
    },
    isNarrow,
  );
}

/** Whether it is so at the moment. */
export function isNarrow(): boolean {
  return narrow.matches;
}
