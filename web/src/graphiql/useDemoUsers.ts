import { useEffect, useState } from "react";
import { type DemoUser, isSameUser } from "../session/identity";
import { issuer, session } from "./endpoint";

interface DemoUsers {
  /** `null` when a real identity provider is in charge, `undefined` while nothing is known. */
  readonly users: readonly DemoUser[] | null | undefined;
  readonly problem: string | null;
}

/** Loads the demo users, and signs out a remembered one who is not among them any more. */
export function useDemoUsers(): DemoUsers {
  const [loaded, setLoaded] = useState<DemoUsers>({ users: undefined, problem: null });
  useEffect(() => {
    issuer.users().then(
      (users) => {
        const { identity } = session.state();
        if (identity?.kind === "demo" && !users?.some((user) => isSameUser(user, identity))) session.become(null);
        setLoaded({ users, problem: null });
      },
      (error: unknown) => setLoaded({ users: null, problem: error instanceof Error ? error.message : String(error) }),
    );
  }, []);
  return loaded;
}
