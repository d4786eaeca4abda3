import { type InfiniteData, useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { ask } from "../../api/ask";
import { ActivityEventsDocument } from "../../api/operations";
import { useViewer } from "../../app/viewer";
import { feed } from "../../live/feed";
import { type Entry, entryOf } from "./entry";
import { replay } from "./replay";

const PAGE = 100;
/** What one request does comes as several events in quick succession; so many milliseconds after the first they are read. */
const SETTLING = 150;

/** Which page: what is older than a revision (null: the newest of all), or what is newer. */
type Turn = { readonly olderThan: number | null } | { readonly newerThan: number };

interface LogPage {
  /** The newest first. */
  readonly entries: readonly Entry[];
  /** The newest revision known with this page; 0: the log is empty. */
  readonly newest: number;
  /** Whether there is more in the direction of the turn. */
  readonly hasMore: boolean;
}

export interface ActivityLog {
  /** The newest first. */
  readonly entries: readonly Entry[];
  readonly error: Error | null;
  readonly isLoading: boolean;
  readonly isLoadingOlder: boolean;
  readonly hasOlder: boolean;
  readonly loadOlder: () => void;
  readonly retry: () => void;
}

/** The event log, page by page into the past, and live into the future. */
export function useActivityLog(): ActivityLog {
  const { epoch } = useViewer().tenant;
  const query = useInfiniteQuery<LogPage, Error, InfiniteData<LogPage, Turn>, string[], Turn>({
    queryKey: ["ActivityEvents", epoch],
    queryFn: ({ pageParam, signal }) => readPage(pageParam, epoch, signal),
    initialPageParam: { olderThan: null },
    getNextPageParam: (last) => (last.hasMore ? { olderThan: last.entries.at(-1)?.revision ?? null } : null),
    getPreviousPageParam: (first) => ({ newerThan: first.newest }),
    // The past does not change; what is new is added.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const { fetchPreviousPage } = query;
  useEffect(() => {
    let wanted = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const catchUp = async () => {
      timer = undefined;
      const { data, isError } = await fetchPreviousPage({ cancelRefetch: false });
      // It may have been another page that was on its way.
      if (!isError && (data?.pages[0]?.newest ?? 0) < wanted) later();
    };
    const later = () => {
      timer ??= setTimeout(() => void catchUp(), SETTLING);
    };
    const end = feed.onEvent((event) => {
      // How far the stream has come is no event.
      if (!("type" in event)) return;
      wanted = event.revision;
      later();
    });
    return () => {
      clearTimeout(timer);
      end();
    };
  }, [fetchPreviousPage]);
  const entries = useMemo(() => query.data?.pages.flatMap((page) => page.entries) ?? [], [query.data]);
  return {
    entries,
    error: query.error,
    isLoading: query.isPending,
    isLoadingOlder: query.isFetchingNextPage,
    hasOlder: query.hasNextPage,
    loadOlder: () => void query.fetchNextPage({ cancelRefetch: false }),
    retry: () => void (query.isFetchNextPageError ? query.fetchNextPage() : query.refetch()),
  };
}

async function readPage(turn: Turn, epoch: string, signal: AbortSignal): Promise<LogPage> {
  const isNewer = "newerThan" in turn;
  const after = isNewer ? turn.newerThan : turn.olderThan;
  const { events } = await ask(ActivityEventsDocument, { first: PAGE, after, orderBy: isNewer ? "REVISION_ASC" : "REVISION_DESC" }, signal);
  const nodes = isNewer ? events.nodes.toReversed() : events.nodes;
  const [newest, oldest] = [nodes[0], nodes.at(-1)];
  if (newest === undefined || oldest === undefined) return { entries: [], newest: after ?? 0, hasMore: false };
  const details = await replay({ after: oldest.revision - 1, upTo: newest.revision, epoch });
  return {
    entries: nodes.map((event) => entryOf(event, details.get(event.revision))),
    newest: newest.revision,
    hasMore: events.pageInfo.hasNextPage,
  };
}
