import "./bar.css";
import { useSyncExternalStore } from "react";
import type { DemoUser } from "../session/identity";
import { session } from "./endpoint";
import { LiveBadge } from "./LiveBadge";
import { SignIn } from "./SignIn";
import { TokenField } from "./TokenField";
import { WhoAmI } from "./WhoAmI";

/** `users` as `DemoIssuer.users` answers them; `undefined` while they are on their way. */
export function Bar({ users, loadProblem }: { users: readonly DemoUser[] | null | undefined; loadProblem: string | null }) {
  const { identity, problem } = useSyncExternalStore(session.onChange, session.state);
  const shownProblem = loadProblem ?? problem;
  return (
    <header className="bar">
      <h1>
        Production Tool <span>· GraphiQL</span>
      </h1>
      {users && <SignIn users={users} identity={identity} />}
      {users === null && identity === null && <TokenField />}
      {users !== undefined && <WhoAmI users={users ?? []} identity={identity} />}
      <p role="alert" className="problem">
        {shownProblem}
      </p>
      <LiveBadge />
    </header>
  );
}
