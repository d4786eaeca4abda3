import { keepPreviousData, QueryClient, type QueryKey, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { ApiError, ask } from "./ask";
import type { TypedDocumentString } from "./operations";

/** What an event is about; see `EventKind` in the schema. */
export type EventKind = "ARTIST" | "PROJECT" | "PHASE" | "BOOKING" | "CHALLENGE" | "HOLD" | "CONFLICT";

declare module "@tanstack/react-query" {
  interface Register {
    queryMeta: {
      /** Events of these kinds make the answer out of date (live/freshness.ts). */
      readonly kinds?: readonly EventKind[];
    };
  }
}

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      // What the API has refused it would refuse again; a server that restarts is back in a moment.
      retry: (failures, cause) => failures < 4 && !(cause instanceof ApiError && cause.code !== null),
    },
  },
});

export interface AskOptions {
  readonly kinds?: readonly EventKind[];
  readonly enabled?: boolean;
  readonly keepPrevious?: boolean;
}

/** One operation's answer, fetched once for all who show it and again whenever an event of `kinds` arrives. */
export function useAsk<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  { kinds = [], enabled = true, keepPrevious = false }: AskOptions = {},
): UseQueryResult<Data> {
  return useQuery<Data>({
    queryKey: keyOf(document, variables),
    queryFn: ({ signal }) => ask(document, variables, signal),
    enabled,
    meta: { kinds },
    ...(keepPrevious && { placeholderData: keepPreviousData }),
  });
}

/** Under which key the answer is kept. */
export function keyOf<Data, Variables>(document: TypedDocumentString<Data, Variables>, variables: Variables): QueryKey {
  return [/(?:query|mutation) (\w+)/.exec(document.toString())?.[1], variables];
}
