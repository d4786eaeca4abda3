import { useEffect, useRef } from "react";
import type { Viewer } from "../app/viewer";
import { ask } from "../api/ask";
import { live } from "../api/endpoint";
import { forgetBy } from "../api/forgetting";
import { LivePlaceDocument, ViewerDocument } from "../api/operations";
import { keyOf, queries } from "../api/queries";
import { applyEvents } from "../board/live/applying";
import { queues } from "../board/live/boardQueues";
import { schedule } from "../board/schedule";
import { feed } from "./feed";
import { Following } from "./following";
import { Freshness } from "./freshness";
import { onWake } from "./waking";

const whereItStands = async () => {
  const { viewer } = await ask(LivePlaceDocument, {});
  return { revision: viewer.tenant.revision, epoch: viewer.tenant.epoch };
};
const askWhoIsThere = () => void queries.invalidateQueries({ queryKey: keyOf(ViewerDocument, {}) });

export const following = new Following(live, feed, whereItStands, askWhoIsThere);

// Whatever page is shown, the board stays as the studio is: nothing has to be loaded when somebody comes back to it.
applyEvents(feed, schedule, queues);
const freshness = new Freshness(queries, () => document.visibilityState === "visible");
feed.onEvent(freshness.noted);
document.addEventListener("visibilitychange", freshness.shown);
feed.onRestart(() => void queries.invalidateQueries());

forgetBy(() => schedule.clear());

/** Follows the studio's events for as long as the shell is there, from the revision that the viewer was read at. */
export function useFollowing({ tenant, user, role }: Viewer): void {
  const place = useRef({ revision: tenant.revision, epoch: tenant.epoch });
  place.current = { revision: tenant.revision, epoch: tenant.epoch };
  const whose = `${tenant.id} ${user.id}`;

  // The viewer is asked for again now and then; that the log has gone on is no reason to subscribe anew.
  useEffect(() => following.follow(whose, place.current), [whose]);
  useEffect(() => onWake(() => live.wake()), []);

  // Another role sees other things.
  const shown = useRef(role);
  useEffect(() => {
    if (shown.current !== role) feed.restart();
    shown.current = role;
  }, [role]);
}
