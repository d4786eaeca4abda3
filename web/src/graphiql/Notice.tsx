import "./notice.css";
import { useSyncExternalStore } from "react";
import type { DemoUser } from "../session/identity";
import { session } from "./endpoint";
import { useExampleVariables } from "./useExampleVariables";

/** What the tab in front still needs before it can run. `users` as for the `Bar`. */
export function Notice({ users }: { users: readonly DemoUser[] | null | undefined }) {
  const { identity } = useSyncExternalStore(session.onChange, session.state);
  const problem = useExampleVariables(identity);
  return (
    <p role="status" className="notice">
      {identity === null ? howToSignIn(users) : problem}
    </p>
  );
}

function howToSignIn(users: readonly DemoUser[] | null | undefined): string | null {
  if (users === undefined) return null;
  return `You are not signed in: ${users === null ? "paste a token" : "choose a user"} above, then run.`;
}
