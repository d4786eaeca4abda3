import { lazy, type ReactNode, Suspense, useEffect } from "react";
import { ViewerDocument } from "../api/operations";
import { queries, useAsk } from "../api/queries";
import { session } from "../api/endpoint";
import { Answer } from "../ui/Answer";
import { useSession } from "./useSession";
import { ViewerContext } from "./viewer";

const SignIn = lazy(async () => ({ default: (await import("../pages/sign-in/SignInPage")).SignInPage }));

// What one person was shown is not there for the next.
let { identity: shownTo } = session.state();
session.onChange(() => {
  const { identity } = session.state();
  if (identity !== shownTo) queries.clear();
  shownTo = identity;
});

/** Its children once somebody is signed in, with the viewer; until then the page to sign in with. */
export function SignedIn({ children }: { children: ReactNode }) {
  const { identity } = useSession();
  if (identity === null) {
    return (
      <Suspense>
        <SignIn />
      </Suspense>
    );
  }
  return <WithViewer>{children}</WithViewer>;
}

function WithViewer({ children }: { children: ReactNode }) {
  const query = useAsk(ViewerDocument, {});
  const refused = query.error !== null && "code" in query.error && query.error.code === "UNAUTHENTICATED";
  useEffect(() => {
    if (refused) session.become(null);
  }, [refused]);
  return <Answer query={query}>{({ viewer }) => <ViewerContext value={viewer}>{children}</ViewerContext>}</Answer>;
}
