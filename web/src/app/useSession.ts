import { useSyncExternalStore } from "react";
import { session } from "../api/endpoint";
import type { SessionState } from "../session/session";

export function useSession(): SessionState {
  return useSyncExternalStore(session.onChange, session.state);
}
