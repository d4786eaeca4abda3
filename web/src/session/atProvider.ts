import { words } from "../words/signIn";
import type { OpenIdClient } from "./openIdClient";
import type { Provider } from "./provider";
import { SignInRefused } from "./refused";
import type { SignInWay } from "./signInWay";

/** The provider that the server names, loaded with all it takes when somebody first needs it. */
export class AtProvider implements Provider {
  readonly #way: () => Promise<SignInWay>;
  #loaded: Promise<OpenIdClient> | null = null;

  constructor(way: () => Promise<SignInWay>) {
    this.#way = way;
  }

  /** See `OpenIdClient`. */
  async start(returnTo: string): Promise<void> {
    await (await this.#client()).start(returnTo);
  }

  /** See `OpenIdClient`. */
  async finish(url: string): Promise<string | null> {
    return (await this.#client()).finish(url);
  }

  async token(refused?: string): Promise<string | null> {
    return (await this.#client()).token(refused);
  }

  async leave(): Promise<void> {
    await (await this.#client()).leave();
  }

  #client(): Promise<OpenIdClient> {
    this.#loaded ??= this.#load().catch((error: unknown) => {
      this.#loaded = null;
      throw error;
    });
    return this.#loaded;
  }

  async #load(): Promise<OpenIdClient> {
    const [way, { OpenIdClient }] = await Promise.all([this.#way(), import("./openIdClient")]);
    if (way.kind !== "oidc") throw new SignInRefused(words.noProvider);
    return new OpenIdClient(way);
  }
}
