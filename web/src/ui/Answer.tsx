import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { explain } from "../api/useSend";
import { words } from "../words/common";
import { Button } from "./Button";
import { Empty } from "./Page";

/** Shows what a query has answered; before that, that it is on its way, or why it failed. */
export function Answer<Data>({ query, children }: { query: UseQueryResult<Data>; children: (data: Data) => ReactNode }) {
  if (query.data !== undefined) return children(query.data);
  return query.isError ? <Failed cause={query.error} onAgain={() => void query.refetch()} /> : <Loading />;
}

/** Instead of what is on its way. */
export function Loading() {
  return (
    <div role="status" aria-label={words.loading} className="space-y-2 p-4">
      {[1, 2, 3].map((line) => (
        <div key={line} className="h-9 animate-pulse rounded-md bg-sunken" />
      ))}
    </div>
  );
}

/** Instead of what did not come. */
export function Failed({ cause, onAgain }: { cause: Error; onAgain: () => void }) {
  return (
    <div role="alert">
      <Empty title={words.failed}>
        <p>{explain(cause)}</p>
        <Button className="mt-3" onClick={onAgain}>
          {words.tryAgain}
        </Button>
      </Empty>
    </div>
  );
}
