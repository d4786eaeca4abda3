import { Link } from "@tanstack/react-router";
import { Button } from "../ui/Button";
import { Empty } from "../ui/Page";
import { words } from "../words/shell";

export function NotFound() {
  return (
    <main>
      <Empty title={words.notFound}>
        <p>{words.notFoundHint}</p>
        <Button asChild className="mt-3">
          <Link to="/">{words.toBoard}</Link>
        </Button>
      </Empty>
    </main>
  );
}
