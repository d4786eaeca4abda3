import type { Session } from "./session";

/**
 * A `fetch` for GraphQL that signs requests with the session's token and studio, and repeats a request once with a
 * fresh token when the answer says `UNAUTHENTICATED`. An `Authorization` header set by the caller is left alone.
 */
export function authorizedFetch(session: Session, send: typeof fetch = (input, init) => fetch(input, init)): typeof fetch {
  return async (input, init) => {
    if (new Headers(init?.headers).has("authorization")) return send(input, init);
    const { identity } = session.state();
    const token = await session.token();
    if (token === null) return send(input, init);
    const signed = (bearer: string) => send(input, withCredentials(init, bearer, session.studio));
    const answer = await signed(token);
    if (!(await isUnauthenticated(answer))) return answer;
    // What one person asked for is not sent again as the next.
    if (session.state().identity !== identity) return answer;
    const fresh = await session.token(token);
    return fresh === null ? answer : signed(fresh);
  };
}

function withCredentials(init: RequestInit | undefined, token: string, studio: string | null): RequestInit {
  const headers = new Headers(init?.headers);
  headers.set("authorization", `Bearer ${token}`);
  if (studio !== null) headers.set("x-studio", studio);
  return { ...init, headers };
}

interface Refusal {
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

async function isUnauthenticated(answer: Response): Promise<boolean> {
  if (!answer.headers.get("content-type")?.includes("json")) return false;
  const body = (await answer.clone().json()) as Refusal;
  return body.errors?.some((error) => error.extensions?.code === "UNAUTHENTICATED") ?? false;
}
