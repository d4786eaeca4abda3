import {
  type Client,
  CloseCode,
  createClient,
  type FormattedExecutionResult,
  type SubscribePayload,
  TerminatedCloseEvent,
} from "graphql-ws";
import { SignInRefused } from "./refused";
import type { Session } from "./session";

export type LiveState = "idle" | "connecting" | "live" | "lost";

type Fields = Record<string, unknown>;
type LiveResult = FormattedExecutionResult<Fields, Fields>;

export interface LiveSink {
  next(result: LiveResult): void;
  /** The subscription has ended for good; `cause` can be shown to people. */
  error(cause: { readonly message: string } | readonly { readonly message: string }[]): void;
  complete(): void;
}

const LONGEST_WAIT_MS = 10_000;

/** The WebSocket that carries subscriptions. Opens with the first one, closes with the last, comes back after a cut. */
export class LiveConnection {
  readonly #client: Client;
  readonly #listeners = new Set<() => void>();
  #running = 0;
  #state: LiveState = "idle";

  constructor(session: Session, url: string) {
    let sent: string | null = null;
    let refused: string | undefined;
    this.#client = createClient({
      url,
      connectionParams: async () => {
        try {
          sent = await session.token(refused);
        } catch (error) {
          if (error instanceof SignInRefused) throw error;
          // Whoever issues tokens is out of reach: an end that is worth another try.
          this.#client.terminate();
          return {};
        }
        if (sent === null) return {};
        const { studio } = session;
        return { authorization: `Bearer ${sent}`, ...(studio !== null && { studio }) };
      },
      retryAttempts: Number.POSITIVE_INFINITY,
      retryWait: backOff,
      shouldRetry: (cause) => isWorthRetrying(cause, session),
      on: {
        connecting: () => this.#become("connecting"),
        connected: () => {
          refused = undefined;
          this.#become("live");
        },
        closed: (event) => {
          if (isForbidden(event) && sent !== null) refused = sent;
          this.#become(this.#running === 0 ? "idle" : "lost");
        },
      },
    });
    followIdentity(session, this.#client);
  }

  readonly state = (): LiveState => this.#state;

  /** Calls back after every change of state; returns the function that ends it. */
  readonly onChange = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Starts a GraphQL subscription, which outlives cuts and changes of identity; returns the function that ends it. */
  subscribe(operation: SubscribePayload, sink: LiveSink): () => void {
    let running = true;
    this.#running += 1;
    const end = () => {
      if (running) this.#running -= 1;
      running = false;
      if (this.#running === 0) this.#become("idle");
    };
    const dispose = this.#client.subscribe<Fields, Fields>(operation, {
      next: (result) => sink.next(result),
      error: (cause) => {
        end();
        sink.error(explained(cause));
      },
      complete: () => {
        end();
        sink.complete();
      },
    });
    return () => {
      end();
      dispose();
    };
  }

  #become(state: LiveState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

/** Makes the socket reconnect, and running subscriptions start again, as whoever is signed in now. */
function followIdentity(session: Session, client: Client): void {
  let { identity } = session.state();
  session.onChange(() => {
    if (session.state().identity === identity) return;
    identity = session.state().identity;
    client.terminate();
  });
}

function isWorthRetrying(cause: unknown, session: Session): boolean {
  if (cause instanceof TerminatedCloseEvent) return session.state().identity !== null;
  // The token is not accepted, or not any more: worth another try only with a new one.
  if (isForbidden(cause)) return session.renewable;
  // An `Error` is our own, from fetching a token. Every other end of the socket (restart, cut) will pass.
  return !(cause instanceof Error);
}

function isForbidden(cause: unknown): boolean {
  return cause instanceof CloseEvent && cause.code === CloseCode.Forbidden;
}

function explained(cause: unknown): Parameters<LiveSink["error"]>[0] {
  if (Array.isArray(cause)) return cause as { message: string }[];
  if (cause instanceof TerminatedCloseEvent) return { message: "Signed out, so the subscription has ended." };
  if (cause instanceof CloseEvent) return { message: `The server closed the connection: ${cause.code} ${cause.reason}`.trim() };
  return { message: cause instanceof Error ? cause.message : "The connection failed." };
}

/** Half a second, doubled each time, with a random part so that browsers do not all come back at once. */
function backOff(retries: number): Promise<void> {
  const wait = Math.min(500 * 2 ** retries, LONGEST_WAIT_MS) * (0.5 + Math.random() / 2);
  return new Promise((resolve) => setTimeout(resolve, wait));
}
