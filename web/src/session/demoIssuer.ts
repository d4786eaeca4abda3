import type { DemoUser } from "./identity";
import { SignInRefused } from "./refused";

/** The server's own token issuer, which exists only while no real identity provider is configured. */
export class DemoIssuer {
  readonly #send: typeof fetch;

  constructor(send: typeof fetch = (input, init) => fetch(input, init)) {
    this.#send = send;
  }

  /** The users it can sign in, or `null` when a real identity provider is in charge. */
  async users(): Promise<readonly DemoUser[] | null> {
    const answer = await this.#send("/auth/dev/users", { headers: { accept: "application/json" } });
    if (answer.status === 404) return null;
    if (!answer.ok) throw new Error(`The list of demo users could not be loaded (HTTP ${answer.status}).`);
    const body = (await answer.json()) as { users: DemoUser[] };
    return body.users;
  }

  /** A new bearer token. Throws `SignInRefused`. */
  async token(email: string, tenant: string): Promise<string> {
    const answer = await this.#send("/auth/dev/token", {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({ email, tenant }),
    });
    if (!answer.ok) throw new SignInRefused(`${email} could not sign in (HTTP ${answer.status}).`);
    const body = (await answer.json()) as { token: string };
    return body.token;
  }
}
