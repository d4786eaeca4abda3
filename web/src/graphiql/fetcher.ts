import { createGraphiQLFetcher, type Fetcher, type FetcherParams, type Observable } from "@graphiql/toolkit";
import { type ExecutionResult, getOperationAST } from "graphql";
import type { LiveConnection, LiveSink } from "../session/live";

/** Queries and mutations over HTTP, subscriptions over the socket. The schema needs no sign-in, so it never waits for one. */
export function createFetcher(url: string, signed: typeof fetch, live: LiveConnection): Fetcher {
  const http = { url, enableIncrementalDelivery: false };
  const answer = createGraphiQLFetcher({ ...http, fetch: signed, schemaFetcher: createGraphiQLFetcher(http) });
  return (params, options) => {
    const operation = options?.documentAST && getOperationAST(options.documentAST, params.operationName);
    return operation?.operation === "subscription" ? observe(params, live) : answer(params, options);
  };
}

function observe({ query, variables, operationName }: FetcherParams, live: LiveConnection): Observable<ExecutionResult> {
  const subscribe = (sink: LiveSink) => ({
    unsubscribe: live.subscribe({ query, variables, operationName: operationName ?? null }, sink),
  });
  // The type also has the two older forms with three callbacks, which GraphiQL never calls.
  return { subscribe } as Observable<ExecutionResult>;
}
