import { GraphQLError, GraphQLSchema, parse } from "graphql";
import { makeServer } from "graphql-ws";

type Visitor = Parameters<ReturnType<typeof makeServer>["opened"]>[0];

/** What a subscriber of `studioEvents` sends. */
export interface Cursor {
  readonly after: number;
  readonly epoch: string;
}

interface Told {
  readonly data: { readonly studioEvents: { readonly revision: number } & Record<string, unknown> };
}

/**
 * A studio's log and the server that streams it, at the far end of sockets that can be cut or go dead. It speaks the
 * protocol by the server of graphql-ws itself; what it streams is as docs/live-events.md says.
 */
export class LogServer {
  epoch = "first";
  revision = 0;
  /** Whether it takes connections. */
  isUp = true;
  /** With which close code and reason it sends everybody away, if it does. */
  refusal: readonly [number, string] | null = null;
  /** How many events it sends once more to whoever comes back. */
  overlap = 0;
  /** What it has been asked for. */
  readonly cursors: Cursor[] = [];
  readonly sockets = new Set<Wire>();
  readonly #log: Told[] = [];
  readonly #readers = new Set<() => void>();

  /** Things happen in the studio. */
  write(count = 1): void {
    for (let each = 0; each < count; each += 1) {
      this.revision += 1;
      const event = { __typename: "BookingCreated", type: "BOOKING_CREATED", revision: this.revision };
      this.#log.push({ data: { studioEvents: event } });
    }
    for (const read of this.#readers) read();
  }

  /** The lines are cut, as by a server that is killed. */
  cut(): void {
    for (const socket of [...this.sockets]) socket.end(1006, "");
  }

  /** The lines go dead, and nobody is told. */
  goDead(): void {
    for (const socket of this.sockets) socket.isDead = true;
  }

  /** The class that stands for `WebSocket` where this is the only server there is. */
  get WebSocket(): typeof WebSocket {
    const server = this;
    return class extends Wire {
      constructor(_url: string, protocol: string) {
        super(server, protocol);
      }
    } as unknown as typeof WebSocket;
  }

  readonly #protocol = makeServer({
    connectionInitWaitTimeout: 0,
    onSubscribe: (_context, _id, { query, variables }) => {
      this.cursors.push({ ...(variables as unknown as Cursor) });
      return { schema: new GraphQLSchema({}), document: parse(query), variableValues: { ...variables } };
    },
    subscribe: ({ variableValues }) => this.#stream(variableValues as unknown as Cursor),
  });

  /** Lets somebody in; answers the function that says that they are gone. */
  open(socket: Visitor): (code: number, reason: string) => Promise<void> {
    return this.#protocol.opened(socket, {});
  }

  async *#stream({ after, epoch }: Cursor): AsyncGenerator<Told> {
    if (epoch !== this.epoch || after > this.revision) {
      throw new GraphQLError("Load everything again.", { extensions: { code: "CURSOR_EXPIRED" } });
    }
    let told = Math.max(0, after - this.overlap);
    let wake = () => {};
    const read = () => wake();
    this.#readers.add(read);
    try {
      for (let isFirst = true; ; isFirst = false) {
        const isQuiet = told === this.revision;
        for (const event of this.#log.slice(told)) {
          told += 1;
          yield event;
        }
        // An event tells by itself where the stream is.
        if (isFirst && isQuiet) yield { data: { studioEvents: { __typename: "StreamPosition", revision: told, epoch: this.epoch } } };
        if (told === this.revision) await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      this.#readers.delete(read);
    }
  }
}

/** What a browser tells of a connection's end. */
export class CloseEvent extends Event {
  readonly code: number;
  readonly reason: string;

  constructor(code: number, reason: string) {
    super("close");
    this.code = code;
    this.reason = reason;
  }
}

/** One line between the page and the server. */
class Wire {
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  isDead = false;
  readyState = 0;
  onopen: (() => void) | null = null;
  onclose: ((event: Event) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  readonly #server: LogServer;
  #receive: (text: string) => void = () => undefined;
  #gone: (code: number, reason: string) => unknown = () => undefined;

  constructor(server: LogServer, protocol: string) {
    this.#server = server;
    setTimeout(() => this.#open(protocol), 1);
  }

  send(text: string): void {
    if (!this.isDead) this.#receive(text);
  }

  close(code: number, reason: string): void {
    if (this.readyState >= Wire.CLOSING) return;
    this.readyState = Wire.CLOSING;
    setTimeout(() => this.end(code, reason), 1);
  }

  /** The line ends, and both ends know. */
  end(code: number, reason: string): void {
    if (this.readyState === Wire.CLOSED) return;
    this.readyState = Wire.CLOSED;
    this.#server.sockets.delete(this);
    this.#gone(code, reason);
    this.onclose?.(new CloseEvent(code, reason));
  }

  #open(protocol: string): void {
    if (!this.#server.isUp) {
      this.onerror?.(new Event("error"));
      this.end(1006, "");
      return;
    }
    this.readyState = Wire.OPEN;
    this.#server.sockets.add(this);
    this.#gone = this.#server.open({
      protocol,
      send: (text) => {
        setTimeout(() => this.#deliver(text), 1);
      },
      close: (code = 1006, reason = "") => this.end(code, reason),
      onMessage: (receive) => {
        this.#receive = (text) => void receive(text);
      },
    });
    this.onopen?.();
    if (this.#server.refusal) this.end(...this.#server.refusal);
  }

  #deliver(text: string): void {
    if (this.readyState === Wire.OPEN && !this.isDead) this.onmessage?.({ data: text });
  }
}
