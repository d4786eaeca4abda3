import type { ErrorComponentProps } from "@tanstack/react-router";
import { useEffect } from "react";
import { Button } from "../ui/Button";
import { Empty } from "../ui/Page";
import { words as common } from "../words/common";
import { words } from "../words/shell";
import { isMissingPart, loadAnew } from "./missingPart";

/** Instead of a page that threw, or whose code cannot be fetched. */
export function Broken({ error, reset }: ErrorComponentProps) {
  const isMissing = isMissingPart(error);
  useEffect(() => {
    if (isMissing) void loadAnew();
  }, [isMissing]);
  return (
    <div role="alert">
      <Empty title={words.broken}>
        <p>{error instanceof Error ? error.message : String(error)}</p>
        <Button className="mt-3" onClick={isMissing ? () => location.reload() : reset}>
          {isMissing ? words.reload : common.tryAgain}
        </Button>
      </Empty>
    </div>
  );
}
