import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { ask } from "./ask";
import type { TypedDocumentString } from "./operations";
import { type EventKind, keyOf } from "./queries";

/** A page of a list that grows, as the API has them. */
export interface Connection<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  /** How many there are on all pages; only of the first page, and where it was asked for. */
  readonly totalCount?: number;
}

export interface PagesOptions<Data, Node> {
  readonly of: (data: Data) => Connection<Node>;
  readonly kinds?: readonly EventKind[];
  readonly enabled?: boolean;
  /** Goes on until everything is there, instead of waiting for `more`. */
  readonly all?: boolean;
}

export interface Pages<Node> {
  /** What has come so far; undefined before the first page. */
  readonly nodes: readonly Node[] | undefined;
  readonly totalCount: number | null;
  readonly hasMore: boolean;
  /** Whether something is on its way. */
  readonly isFetching: boolean;
  /** Whether the nodes are still those of the variables before. */
  readonly isPrevious: boolean;
  readonly error: Error | null;
  readonly more: () => void;
  readonly again: () => void;
}

/** A connection page by page, fetched again whenever an event of `kinds` arrives. `variables` are those without `after`. */
export function usePages<Data, Variables extends { readonly after?: string | null | undefined }, Node extends { readonly id: string }>(
  document: TypedDocumentString<Data, Variables>,
  variables: Omit<Variables, "after">,
  { of, kinds = [], enabled = true, all = false }: PagesOptions<Data, Node>,
): Pages<Node> {
  const query = useInfiniteQuery({
    queryKey: keyOf(document, variables as Variables),
    queryFn: ({ pageParam, signal }) => ask(document, { ...variables, after: pageParam } as Variables, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last: Data) => {
      const { hasNextPage, endCursor } = of(last).pageInfo;
      return hasNextPage ? endCursor : undefined;
    },
    enabled,
    meta: { kinds },
    placeholderData: keepPreviousData,
  });
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = query;
  const goesOn = all && hasNextPage && !isFetching && !isError;
  useEffect(() => {
    if (goesOn) void fetchNextPage();
  }, [goesOn, fetchNextPage]);
  const first = data?.pages[0];
  // `of` only picks a part out: it is the data that changes.
  const nodes = useMemo(() => data && distinct(data.pages.flatMap((page) => of(page).nodes)), [data]);
  return {
    nodes,
    totalCount: (first === undefined ? null : of(first).totalCount) ?? null,
    hasMore: hasNextPage,
    isFetching,
    isPrevious: query.isPlaceholderData,
    error: query.error,
    more: () => {
      if (hasNextPage && !isFetching) void fetchNextPage();
    },
    again: () => void query.refetch(),
  };
}

/** What moved from one page to another while they were read is there once. */
function distinct<Node extends { readonly id: string }>(nodes: readonly Node[]): readonly Node[] {
  return [...new Map(nodes.map((node) => [node.id, node])).values()];
}
