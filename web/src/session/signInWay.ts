import { words } from "../words/signIn";

/** What the page has to know of the identity provider, and to say to it. */
export interface OpenIdSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** Separated by spaces. */
  readonly scope: string;
  /** Which of its tokens our server takes. */
  readonly token: "access" | "id";
  /** What else to say to its sign-in page. */
  readonly parameters: Readonly<Record<string, string>>;
  /** What people call it. */
  readonly name: string;
}

/** How people sign in on this server. `founding`: whether they may found studios. */
export type SignInWay = { readonly founding: boolean } & (
  | { readonly kind: "demo" }
  | { readonly kind: "token" }
  | ({ readonly kind: "oidc" } & OpenIdSettings)
);

/** Asks the server, once for all. */
export class SignInWays {
  readonly #send: typeof fetch;
  #asked: Promise<SignInWay> | null = null;

  constructor(send: typeof fetch = (input, init) => fetch(input, init)) {
    this.#send = send;
  }

  /** Throws where the server is out of reach, and asks again the next time. */
  readonly way = (): Promise<SignInWay> => {
    this.#asked ??= this.#ask().catch((error: unknown) => {
      this.#asked = null;
      throw error;
    });
    return this.#asked;
  };

  async #ask(): Promise<SignInWay> {
    const answer = await this.#send("/auth/config", { headers: { accept: "application/json" } });
    if (!answer.ok) throw new Error(words.badAnswer(answer.status));
    return (await answer.json()) as SignInWay;
  }
}
