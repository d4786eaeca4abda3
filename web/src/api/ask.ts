import { graphqlUrl, session, signed } from "./endpoint";
import type { TypedDocumentString } from "./operations";

/** The API refused a whole request. `code` is one of the documented error codes, for programs; `message` is for people. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    message: string,
    readonly code: string | null,
    /** Seconds after which to try again, where the API says. */
    readonly retryAfter: number | null = null,
  ) {
    super(message);
  }
}

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/**
 * Asks the API one thing and answers its data. Throws `ApiError` where it refuses, `TypeError` where it is out of reach.
 * Where somebody else is signed in by then it never answers: nothing of it is for them.
 */
export async function ask<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Data> {
  const { identity } = session.state();
  const asked = answered(document, variables, signal);
  await asked.catch(() => undefined);
  return session.state().identity === identity ? asked : new Promise(() => undefined);
}

async function answered<Data, Variables>(document: TypedDocumentString<Data, Variables>, variables: Variables, signal?: AbortSignal): Promise<Data> {
  const answer = await signed(graphqlUrl, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json" },
    body: JSON.stringify({ query: document.toString(), variables }),
    ...(signal && { signal }),
  });
  const { data, errors } = await read<Data>(answer);
  const [first] = errors ?? [];
  if (first !== undefined) {
    const wait = Number(answer.headers.get("retry-after"));
    throw new ApiError(first.message, first.extensions?.code ?? null, wait || null);
  }
  if (data == null) throw new ApiError(`The server answered HTTP ${answer.status} without data.`, null);
  return data;
}

async function read<Data>(answer: Response): Promise<Answer<Data>> {
  try {
    return (await answer.json()) as Answer<Data>;
  } catch {
    // A proxy's error page, or a server that stopped in mid-sentence.
    throw new ApiError(`The server answered HTTP ${answer.status}, and not as the API does.`, null);
  }
}
