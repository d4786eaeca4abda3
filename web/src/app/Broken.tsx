import type { ErrorComponentProps } from "@tanstack/react-router";
import { Button } from "../ui/Button";
import { Empty } from "../ui/Page";
import { words as common } from "../words/common";
import { words } from "../words/shell";

/** Instead of a page that threw. */
export function Broken({ error, reset }: ErrorComponentProps) {
  return (
    <div role="alert">
      <Empty title={words.broken}>
        <p>{error instanceof Error ? error.message : String(error)}</p>
        <Button className="mt-3" onClick={reset}>
          {common.tryAgain}
        </Button>
      </Empty>
    </div>
  );
}
