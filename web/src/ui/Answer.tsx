import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { words } from "../words/common";
import { Button } from "./Button";
import { Empty } from "./Page";

/** Shows what a query has answered; before that, that it is on its way, or why it failed. */
export function Answer<Data>({ query, children }: { query: UseQueryResult<Data>; children: (data: Data) => ReactNode }) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) {
    return (
      <div role="alert">
        <Empty title={words.failed}>
          <p>{query.error.message}</p>
          <Button className="mt-3" onClick={() => void query.refetch()}>
            {words.tryAgain}
          </Button>
        </Empty>
      </div>
    );
  }
  return (
    <div role="status" aria-label={words.loading} className="space-y-2 p-4">
      {[1, 2, 3].map((line) => (
        <div key={line} className="h-9 animate-pulse rounded-md bg-sunken" />
      ))}
    </div>
  );
}
