import type { DemoUser, Identity } from "../src/session/identity";
import type { Provider } from "../src/session/provider";
import { SignInRefused } from "../src/session/refused";

const NORTHLIGHT = { slug: "northlight", name: "Northlight Pictures" };
const DRIFTWOOD = { slug: "driftwood", name: "Driftwood Animation" };

export const MANAGER: DemoUser = { email: "manager@northlight.example", name: "Mara", role: "manager", tenant: NORTHLIGHT };
export const VIEWER: DemoUser = { email: "viewer@northlight.example", name: "Ada", role: "viewer", tenant: NORTHLIGHT };
export const STRANGER: DemoUser = { email: "owner@driftwood.example", name: "Ines", role: "owner", tenant: DRIFTWOOD };

export function as(user: DemoUser): Identity {
  return { kind: "demo", email: user.email, tenant: user.tenant.slug };
}

/** The far end of `fetch`: signs users in, and answers `/graphql` with who asked. */
export class DemoServer {
  readonly users = [MANAGER, STRANGER, VIEWER];
  readonly asked: string[] = [];
  realIssuer = false;
  /** The studio that each request named beside its token. */
  readonly studios: (string | null)[] = [];
  #tokens = new Map<string, string>();
  #issued = 0;

  readonly fetch: typeof fetch = async (input, init) => {
    const path = String(input);
    this.asked.push(path);
    this.studios.push(new Headers(init?.headers).get("x-studio"));
    if (path === "/auth/dev/users" && !this.realIssuer) return Response.json({ users: this.users });
    if (path === "/auth/dev/token" && !this.realIssuer) return this.#signIn(JSON.parse(String(init?.body)));
    if (path === "/graphql") return this.#answer(new Headers(init?.headers).get("authorization"));
    return new Response("Not Found", { status: 404 });
  };

  /** Accepts no token any more that it has given out. */
  expireTokens(): void {
    this.#tokens.clear();
  }

  count(path: string): number {
    return this.asked.filter((asked) => asked === path).length;
  }

  #signIn({ email, tenant }: { email: string; tenant: string }): Response {
    const known = this.users.some((user) => user.email === email && user.tenant.slug === tenant);
    if (!known) return new Response(null, { status: 403 });
    this.#issued += 1;
    const token = `${email}#${this.#issued}`;
    this.#tokens.set(`Bearer ${token}`, email);
    return Response.json({ token });
  }

  #answer(authorization: string | null): Response {
    const email = this.#tokens.get(authorization ?? "");
    if (email !== undefined) return Response.json({ data: { viewer: email } });
    return Response.json({ errors: [{ message: "Sign in first.", extensions: { code: "UNAUTHENTICATED" } }] });
  }
}

/** An identity provider at which somebody has signed in, until they have to sign in again. */
export class Counter implements Provider {
  left = false;
  over = false;
  unreachable = false;
  #issued = 0;
  #token = "";

  async token(refused?: string): Promise<string> {
    if (this.unreachable) throw new TypeError("Failed to fetch");
    if (this.over) throw new SignInRefused("Sign in again.");
    if (this.#token === "" || this.#token === refused) {
      this.#issued += 1;
      this.#token = `oidc#${this.#issued}`;
    }
    return this.#token;
  }

  async leave(): Promise<void> {
    this.left = true;
  }
}

/** A browser's storage, for tests outside a browser. */
export class Drawer implements Storage {
  readonly #items = new Map<string, string>();

  get length(): number {
    return this.#items.size;
  }
  clear(): void {
    this.#items.clear();
  }
  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }
  key(index: number): string | null {
    return [...this.#items.keys()][index] ?? null;
  }
  removeItem(key: string): void {
    this.#items.delete(key);
  }
  setItem(key: string, value: string): void {
    this.#items.set(key, value);
  }
}
