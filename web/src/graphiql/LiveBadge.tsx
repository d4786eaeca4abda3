import { useSyncExternalStore } from "react";
import type { LiveState } from "../session/live";
import { live } from "./endpoint";

const LABELS: Record<LiveState, string> = {
  idle: "No subscription",
  connecting: "Connecting…",
  live: "Live",
  lost: "Connection lost",
  crowded: "Too many connections",
};

export function LiveBadge() {
  const state = useSyncExternalStore(live.onChange, live.state);
  return (
    <p role="status" className="live" data-state={state} title="The WebSocket that carries subscriptions">
      {LABELS[state]}
    </p>
  );
}
