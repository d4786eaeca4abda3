import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { ApiError } from "../api/ask";
import { forgetBy } from "../api/forgetting";
import { ViewerDocument } from "../api/operations";
import { queries, useAsk } from "../api/queries";
import { Answer } from "../ui/Answer";
import { useOwnAddress } from "./useOwnAddress";
import { useSession } from "./useSession";
import { ViewerContext } from "./viewer";

const SignIn = lazy(async () => ({ default: (await import("../pages/sign-in/SignInPage")).SignInPage }));
const Entrance = lazy(async () => ({ default: (await import("../pages/sign-in/EntrancePage")).EntrancePage }));

forgetBy(() => queries.clear());

/** Its children once somebody is in a studio, with the viewer; until then, in the same place, what gets them in. */
export function SignedIn({ children }: { children: ReactNode }) {
  const { identity } = useSession();
  useOwnAddress(identity);
  if (identity === null) {
    return (
      <Suspense>
        <SignIn />
      </Suspense>
    );
  }
  return <WithViewer key={JSON.stringify(identity)}>{children}</WithViewer>;
}

function WithViewer({ children }: { children: ReactNode }) {
  const query = useAsk(ViewerDocument, {});
  const [later, setLater] = useState<ApiError | null>(null);
  useEffect(() => onRefusal(setLater), []);
  const refusal = later ?? (isRefusedAtTheDoor(query.error) ? query.error : null);
  if (refusal !== null) {
    const tryAgain = () => {
      setLater(null);
      void queries.resetQueries();
    };
    return (
      <Suspense>
        <Entrance refusal={refusal} onTryAgain={tryAgain} />
      </Suspense>
    );
  }
  return <Answer query={query}>{({ viewer }) => <ViewerContext value={viewer}>{children}</ViewerContext>}</Answer>;
}

/** Calls back when the API lets them in no more, whatever it was that they asked for. */
function onRefusal(listener: (refusal: ApiError) => void): () => void {
  return queries.getQueryCache().subscribe((event) => {
    if (event.type !== "updated" || event.action.type !== "error") return;
    const { error } = event.action;
    if (isRefusedAtTheDoor(error)) listener(error);
  });
}

function isRefusedAtTheDoor(error: unknown): error is ApiError {
  return error instanceof ApiError && (error.code === "UNAUTHENTICATED" || error.code === "STUDIO_REQUIRED");
}
