import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { surroundings } from "./surroundings";

const ROOT = new URL("../..", import.meta.url);
const PATIENCE_MS = 20_000;

/** A server of one test alone, to be killed and started again at the same address, on the same database. */
export class Server {
  readonly #port: number;
  #process: ChildProcess | null = null;

  private constructor(port: number) {
    this.#port = port;
  }

  static async start(): Promise<Server> {
    const server = new Server(await freePort());
    await server.start();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    const server = spawn(surroundings.python, ["-m", "app.cli", "serve"], {
      cwd: ROOT,
      env: { ...process.env, HOST: "127.0.0.1", PORT: String(this.#port) },
      stdio: "inherit",
    });
    this.#process = server;
    for (const begin = Date.now(); Date.now() - begin < PATIENCE_MS; await sleep(50)) {
      if (server.exitCode !== null) throw new Error("the server ended while starting");
      const answer = await fetch(`${this.url}/health`).catch(() => null);
      if (answer?.ok) return;
    }
    throw new Error("the server did not start");
  }

  /** Ends it without a chance to say good-bye. */
  async kill(): Promise<void> {
    const server = this.#process;
    this.#process = null;
    if (server === null) return;
    server.kill("SIGKILL");
    await once(server, "exit");
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("no port is free");
  return address.port;
}
