import { useEffect } from "react";
import type { Viewer } from "../app/viewer";
import { live } from "../api/endpoint";
import { LiveEventsDocument, type LiveEventsSubscription } from "../api/operations";
import { feed } from "./feed";

/** Follows the studio's events for as long as the shell is there, from the revision that the viewer was read at. */
export function useFollowing({ tenant: { revision, epoch } }: Viewer): void {
  useEffect(() => {
    // The client sends the variables anew after each cut, so it goes on behind what has been told.
    const variables = { after: revision, epoch };
    return live.subscribe(
      { query: LiveEventsDocument.toString(), variables },
      {
        next({ data }) {
          const event = (data as LiveEventsSubscription | null | undefined)?.studioEvents;
          if (event === undefined || event.revision <= variables.after) return;
          variables.after = event.revision;
          feed.tell(event);
        },
        error: () => undefined,
        complete: () => undefined,
      },
    );
  }, [revision, epoch]);
}
