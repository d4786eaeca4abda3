import type { DemoIssuer } from "./demoIssuer";
import { type Identity, inStudio } from "./identity";
import type { IdentityMemory } from "./memory";
import type { Provider } from "./provider";
import { SignInRefused } from "./refused";

export interface SessionState {
  readonly identity: Identity | null;
  /** Why the last attempt to get a token failed, for people to read. */
  readonly problem: string | null;
}

/**
 * Who is signed in, and the bearer token that proves it. Demo tokens live in memory only and are fetched when needed;
 * those of the identity provider are the provider's to keep.
 */
export class Session {
  readonly #issuer: DemoIssuer;
  readonly #memory: IdentityMemory;
  readonly #provider: Provider;
  readonly #listeners = new Set<() => void>();
  #state: SessionState;
  #token: Promise<string> | null = null;

  constructor(issuer: DemoIssuer, memory: IdentityMemory, provider: Provider) {
    this.#issuer = issuer;
    this.#memory = memory;
    this.#provider = provider;
    this.#state = { identity: memory.recall(), problem: null };
  }

  /** The same object until something changes, as `useSyncExternalStore` wants it. */
  readonly state = (): SessionState => this.#state;

  /** Calls back after every change; returns the function that ends it. */
  readonly onChange = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Whether a refused token can be replaced without asking anybody. */
  get renewable(): boolean {
    const { identity } = this.#state;
    return identity !== null && identity.kind !== "pasted";
  }

  /** The short name of the studio to send beside the token; `null` where none was chosen, or the token names it. */
  get studio(): string | null {
    const { identity } = this.#state;
    return identity === null || identity.kind === "demo" ? null : (identity.studio ?? null);
  }

  become(identity: Identity | null): void {
    this.#token = null;
    this.#memory.keep(identity);
    this.#change({ identity, problem: null });
    // Fetched ahead, so that a refusal shows at once; whoever asks for the token gets the error as well.
    this.token().catch(() => undefined);
  }

  /** Somebody has signed in at the identity provider; they go on in the studio that was last chosen there. */
  arrive(): void {
    const last = this.#memory.recall();
    this.become(last?.kind === "oidc" ? last : { kind: "oidc" });
  }

  /** Goes on in another studio, as the same person. */
  enter(slug: string): void {
    const { identity } = this.#state;
    if (identity !== null) this.become(inStudio(identity, slug));
  }

  /** Signs out, at the identity provider too if that is where they signed in: the browser may leave the page for it. */
  async leave(): Promise<void> {
    const { identity } = this.#state;
    this.become(null);
    if (identity?.kind === "oidc") await this.#provider.leave();
  }

  /**
   * The bearer token to send, or `null` if nobody is signed in.
   *
   * `refused` is a token that the server has just rejected: it is never answered again. A demo user gets a new one
   * (one for all who ask at the same time), and so does who signed in at the provider where that has one (`Provider`
   * says more); where it wants to see them again, nobody is signed in any more. A pasted token cannot be replaced.
   * Throws `SignInRefused`.
   */
  async token(refused?: string): Promise<string | null> {
    const { identity } = this.#state;
    if (identity === null) return null;
    if (identity.kind === "pasted") return identity.token === refused ? null : identity.token;
    if (identity.kind === "oidc") return this.#ask(identity, refused);
    const held = this.#token;
    const token = await (held ?? this.#fetch(identity.email, identity.tenant));
    if (token !== refused) return token;
    if (this.#token === held) this.#token = null;
    return this.token();
  }

  async #ask(identity: Identity, refused?: string): Promise<string | null> {
    try {
      return await this.#provider.token(refused);
    } catch (error) {
      // Remembered all the same: they will be back, in the studio that they were in.
      if (error instanceof SignInRefused && this.#state.identity === identity) {
        this.#change({ identity: null, problem: error.message });
      }
      throw error;
    }
  }

  #fetch(email: string, tenant: string): Promise<string> {
    const token = this.#issuer.token(email, tenant);
    this.#token = token;
    token.then(
      () => this.#settle(token, null),
      (error: unknown) => this.#settle(token, error instanceof Error ? error.message : String(error)),
    );
    return token;
  }

  /** Ignores the answer to a question that a change of identity has overtaken. */
  #settle(token: Promise<string>, problem: string | null): void {
    if (this.#token !== token) return;
    if (problem !== null) this.#token = null;
    if (problem !== this.#state.problem) this.#change({ ...this.#state, problem });
  }

  #change(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
