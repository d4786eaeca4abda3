import { useEffect, useState, useSyncExternalStore } from "react";
import { live } from "../api/endpoint";
import { BRIEF_MS, type Shown, shownState } from "../live/connectionState";
import { following } from "../live/useFollowing";
import { clock, ownZone } from "../time/formats";
import { classes } from "../ui/classes";
import { Tooltip } from "../ui/Tooltip";
import { words } from "../words/live";

const COLOURS: Record<Shown, string> = {
  idle: "bg-faint",
  connecting: "bg-warning",
  behind: "bg-warning",
  live: "bg-success",
  reconnecting: "bg-warning",
  crowded: "bg-danger",
  lost: "bg-danger",
};

/** Whether what is shown is up to date. */
export function ConnectionState() {
  const connection = useSyncExternalStore(live.onChange, live.state);
  const lostSince = useSyncExternalStore(live.onChange, live.lostSince);
  const followed = useSyncExternalStore(following.onChange, following.state);
  const isLong = useLasting(lostSince);
  const state = shownState(connection, followed, lostSince === null ? null : isLong ? BRIEF_MS : 0);
  const label = state === "lost" ? words.connection.lost(clock(lostSince ?? 0, ownZone)) : words.connection[state];
  return (
    <Tooltip text={words.connectionHint[state]}>
      <span role="status" tabIndex={0} data-testid="connection" data-state={state} className="flex items-center gap-1.5 rounded-md px-1 text-xs text-muted">
        <span aria-hidden className={classes("size-2 rounded-full", COLOURS[state])} />
        <span className={classes("whitespace-nowrap", state === "live" && "max-sm:sr-only")}>{label}</span>
      </span>
    </Tooltip>
  );
}

/** Whether what began at `since` has lasted for longer than is brief. */
function useLasting(since: number | null): boolean {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    setLong(false);
    if (since === null) return undefined;
    const timer = setTimeout(() => setLong(true), Math.max(0, since + BRIEF_MS - Date.now()));
    return () => clearTimeout(timer);
  }, [since]);
  return isLong;
}
