import { useEffect, useState } from "react";
import type { BoardArtist } from "./artist";
import { schedule } from "./schedule";

/** Counts up when bookings of any of the artists have changed, once a frame at the most. */
export function useChanges(artists: readonly BoardArtist[]): number {
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    let frame: number | null = null;
    const changed = () => {
      frame ??= requestAnimationFrame(() => {
        frame = null;
        setChanges((count) => count + 1);
      });
    };
    const ends = artists.map(({ id }) => schedule.watch(id, changed));
    // What has come before there was anybody to hear of it.
    changed();
    return () => {
      if (frame !== null) cancelAnimationFrame(frame);
      for (const end of ends) end();
    };
  }, [artists]);
  return changes;
}
