import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../../api/ask";
import { ActivityAuditDocument } from "../../api/operations";
import { ownZone } from "../../time/formats";
import { Alert } from "../../ui/Alert";
import { Button } from "../../ui/Button";
import { Card, Empty } from "../../ui/Page";
import { words as common } from "../../words/common";
import { words } from "../../words/activity";
import { AuditChoices } from "./AuditChoices";
import { ANY, type AuditChoice, auditFilter } from "./auditFilter";
import { AuditTable } from "./AuditTable";

const PAGE = 100;

/** Who did what, or tried to. */
export function AuditLog() {
  const [choice, setChoice] = useState<AuditChoice>(ANY);
  const query = useInfiniteQuery({
    queryKey: ["ActivityAudit", choice],
    queryFn: async ({ pageParam, signal }) => {
      const { auditLog } = await ask(ActivityAuditDocument, { first: PAGE, after: pageParam, filter: auditFilter(choice, ownZone) }, signal);
      return auditLog;
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? pageInfo.endCursor : null),
    staleTime: 0,
  });
  const entries = query.data?.pages.flatMap(({ nodes }) => nodes) ?? [];
  return (
    <>
      <p className="mb-3 text-muted">{words.audit.intro}</p>
      <AuditChoices choice={choice} onChange={setChoice} />
      {query.error && (
        <Alert>
          {query.error.message}{" "}
          <Button size="small" onClick={() => void query.refetch()}>
            {common.tryAgain}
          </Button>
        </Alert>
      )}
      {query.isPending && <div role="status" aria-label={common.loading} className="h-40 animate-pulse rounded-xl bg-sunken" />}
      {query.data && (
        <Card>{entries.length === 0 ? <Empty title={words.audit.none} /> : <AuditTable entries={entries} />}</Card>
      )}
      {query.hasNextPage && (
        <div className="mt-4 flex justify-center">
          <Button disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {words.older}
          </Button>
        </div>
      )}
    </>
  );
}
