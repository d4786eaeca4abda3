import type { LiveState } from "../session/live";
import type { FollowingState } from "./following";

/** Whether what is shown is up to date, as people are told. */
export type Shown = "idle" | "connecting" | "behind" | "live" | "reconnecting" | "crowded" | "lost";

/** For how long a cut is none worth mentioning, in milliseconds. */
export const BRIEF_MS = 5_000;

/** `cutFor`: for how long nothing has come, in milliseconds; null: it comes. */
export function shownState(connection: LiveState, following: FollowingState, cutFor: number | null): Shown {
  if (connection === "crowded" || following === "crowded") return "crowded";
  if (cutFor !== null) return cutFor < BRIEF_MS ? "reconnecting" : "lost";
  if (following === "refused") return "idle";
  if (connection === "live") return following === "current" ? "live" : "behind";
  return connection === "connecting" ? "connecting" : "idle";
}
