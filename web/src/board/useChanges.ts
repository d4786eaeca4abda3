import { startTransition, useEffect, useState } from "react";
import type { BoardArtist } from "./artist";
import { schedule } from "./schedule";

/** How often it is told at the most, in ms: while months are loaded there are many changes. */
const PAUSE = 150;

/** Counts up when bookings of any of the artists have changed: at once after the first change, then now and then. */
export function useChanges(artists: readonly BoardArtist[]): number {
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    let told = -Infinity;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = () => {
      timer = undefined;
      told = performance.now();
      startTransition(() => setChanges((count) => count + 1));
    };
    const changed = () => {
      timer ??= setTimeout(tell, Math.max(0, told + PAUSE - performance.now()));
    };
    const ends = artists.map(({ id }) => schedule.watch(id, changed));
    // What has come before there was anybody to hear of it.
    changed();
    return () => {
      clearTimeout(timer);
      for (const end of ends) end();
    };
  }, [artists]);
  return changes;
}
