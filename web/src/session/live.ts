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
import { Watchdog } from "./watchdog";

/** `crowded`: refused for now, since there are too many connections already. */
export type LiveState = "idle" | "connecting" | "live" | "lost" | "crowded";

type Fields = Record<string, unknown>;
type LiveResult = FormattedExecutionResult<Fields, Fields>;

export interface LiveSink {
  next(result: LiveResult): void;
  /** The subscription has ended for good; `cause` can be shown to people. */
  error(cause: { readonly message: string } | readonly { readonly message: string }[]): void;
  complete(): void;
}

const LONGEST_WAIT_MS = 10_000;
const TRY_AGAIN_LATER = 1013;

/** The WebSocket that carries subscriptions. Opens with the first one, closes with the last, comes back after a cut. */
export class LiveConnection {
  readonly #client: Client;
  readonly #listeners = new Set<() => void>();
  readonly #watchdog: Watchdog;
  #socket: WebSocket | null = null;
  #hurry: () => void = () => undefined;
  #running = 0;
  #state: LiveState = "idle";
  #lostSince: number | null = null;
  #lastCode: number | null = null;

  constructor(session: Session, url: string) {
    let sent: string | null = null;
    let refused: string | undefined;
    this.#watchdog = new Watchdog(
      () => this.#socket?.readyState === WebSocket.OPEN && this.#socket.send('{"type":"ping"}'),
      () => this.#client.terminate(),
    );
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
      retryWait: (retries) => this.#backOff(retries),
      shouldRetry: (cause) => isWorthRetrying(cause, session),
      on: {
        connecting: () => {
          this.#watchdog.opening();
          this.#become("connecting");
        },
        opened: (socket) => {
          this.#socket = socket as WebSocket;
        },
        message: () => this.#watchdog.heard(),
        connected: () => {
          refused = undefined;
          this.#become("live");
        },
        closed: (event) => {
          this.#watchdog.stop();
          this.#socket = null;
          this.#lastCode = codeOf(event);
          if (isForbidden(event) && sent !== null) refused = sent;
          this.#become(this.#running === 0 ? "idle" : isCrowded(event) ? "crowded" : "lost");
        },
      },
    });
    followIdentity(session, this.#client);
  }

  readonly state = (): LiveState => this.#state;

  /** Since when what is subscribed to does not come, in milliseconds since 1970; null while it does. */
  readonly lostSince = (): number | null => this.#lostSince;

  /** The close code of the connection before this one. */
  get lastCode(): number | null {
    return this.#lastCode;
  }

  /** Calls back after every change of state; returns the function that ends it. */
  readonly onChange = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /**
   * Starts a GraphQL subscription, which outlives cuts and changes of identity; returns the function that ends it, after
   * which nothing is told any more.
   */
  subscribe(operation: SubscribePayload, sink: LiveSink): () => void {
    let running = true;
    this.#running += 1;
    /** Whether it had not ended yet. The client tells even whoever has stopped that the line broke. */
    const end = () => {
      if (!running) return false;
      running = false;
      this.#running -= 1;
      if (this.#running === 0) this.#become("idle");
      return true;
    };
    const dispose = this.#client.subscribe<Fields, Fields>(operation, {
      next: (result) => {
        if (running) sink.next(result);
      },
      error: (cause) => {
        if (end()) sink.error(explained(cause));
      },
      complete: () => {
        if (end()) sink.complete();
      },
    });
    return () => {
      if (end()) dispose();
    };
  }

  /** Makes sure at once, rather than in a while: the network is back, or the page has been asleep. */
  wake(): void {
    this.#hurry();
    if (this.#state === "live") this.#watchdog.probe();
  }

  /** Half a second, doubled each time, with a random part so that browsers do not all come back at once. */
  #backOff(retries: number): Promise<void> {
    const wait = Math.min(500 * 2 ** retries, LONGEST_WAIT_MS) * (0.5 + Math.random() / 2);
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, wait);
      this.#hurry = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #become(state: LiveState): void {
    this.#state = state;
    if (state === "live" || state === "idle") this.#lostSince = null;
    else if (state !== "connecting") this.#lostSince ??= Date.now();
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
  // Every other end (restart, cut, a server that gives no token while it starts) will pass.
  return !(cause instanceof SignInRefused);
}

/** The server names the limit that is reached, such as `connectionsPerUser`. */
function isCrowded(cause: unknown): boolean {
  return cause instanceof CloseEvent && cause.code === TRY_AGAIN_LATER && cause.reason.includes("limit '");
}

function codeOf(cause: unknown): number | null {
  return cause instanceof CloseEvent || cause instanceof TerminatedCloseEvent ? cause.code : null;
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
