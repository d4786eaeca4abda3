import { useEffect } from "react";
import { feed } from "../../live/feed";
import { toast } from "../../ui/Toasts";
import { words } from "../../words/mySchedule";

/** Says so when somebody else has changed the artist's bookings. */
export function useNotice(artistId: string, userId: string): void {
  useEffect(
    () =>
      feed.onEvent((event) => {
        if (!("facts" in event) || event.actor?.id === userId) return;
        if (event.booking?.artist.id === artistId || event.facts?.artistId === artistId) toast({ title: words.news });
      }),
    [artistId, userId],
  );
}
