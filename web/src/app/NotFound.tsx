import { Link } from "@tanstack/react-router";
import { Button } from "../ui/Button";
import { Empty } from "../ui/Page";
import { words } from "../words/shell";
import { Shell } from "./Shell";
import { SignedIn } from "./SignedIn";
import { useSession } from "./useSession";

/** At an address that leads nowhere; whoever is signed in has the ways to everywhere else around it. */
export function NotFound() {
  const { identity } = useSession();
  if (identity === null) {
    return (
      <main>
        <Nothing />
      </main>
    );
  }
  return (
    <SignedIn>
      <Shell>
        <Nothing />
      </Shell>
    </SignedIn>
  );
}

function Nothing() {
  return (
    <Empty title={words.notFound}>
      <p>{words.notFoundHint}</p>
      <Button asChild className="mt-3">
        <Link to="/">{words.toBoard}</Link>
      </Button>
    </Empty>
  );
}
