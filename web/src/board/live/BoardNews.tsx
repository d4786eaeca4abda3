import { useEffect, useState } from "react";
import { useViewer } from "../../app/viewer";
import { feed } from "../../live/feed";
import { presence } from "../../live/presence";
import { toast } from "../../ui/Toasts";
import { queues } from "./boardQueues";
import { flash } from "./highlights";
import { type Attempt, attemptText, Gathering, isNews, summary } from "./news";

/** Shows on the board what others do: lights it up, and says it to those who do not see it. */
export function BoardNews() {
  const {
    user: { id: me },
    tenant: { timeZone },
  } = useViewer();
  const [said, say] = useState("");

  useEffect(() => queues.watch(), []);
  useEffect(() => {
    const changes = new Gathering<Parameters<typeof summary>[0][number]>((events) => say(summary(events, timeZone)));
    const attempts = new Gathering<Attempt>((events) => {
      const text = attemptText(events, timeZone);
      if (text !== null) toast(text);
    });
    const end = feed.onEvent((event) => {
      if (event.actor?.id === me) return;
      if (event.__typename === "BookingConflictDetected") {
        flash(
          event.conflicts.map(({ id }) => id),
          "conflict",
        );
        if (isInView(event.attempted)) attempts.add(event);
      } else if (isNews(event)) {
        flash([event.bookingId], "change");
        if (event.booking === null || isInView(event.booking)) changes.add(event);
      }
    });
    return () => {
      end();
      changes.end();
      attempts.end();
    };
  }, [me, timeZone]);

  return (
    <p role="status" data-testid="board-news" className="sr-only">
      {said}
    </p>
  );
}

/** What happens in other months does not interrupt who looks at this one. */
function isInView({ startTime, endTime }: { startTime: string; endTime: string }): boolean {
  const { from, to } = presence.view();
  return from === undefined || to === undefined || (Date.parse(startTime) < to && Date.parse(endTime) > from);
}
