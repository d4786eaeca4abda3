import { ErrorResponse, ErrorTimeout, type User, UserManager, WebStorageStateStore } from "oidc-client-ts";
import { words } from "../words/signIn";
import type { Provider } from "./provider";
import { SignInRefused } from "./refused";
import type { OpenIdSettings } from "./signInWay";

/** Seconds before its end from which on a token is not sent any more: it has to arrive, and clocks differ. */
const EARLY = 30;

const CALLBACK = "/sign-in/callback";

/**
 * Signing in at a provider that speaks OpenID Connect: authorization code with PKCE. The tokens are in this tab's
 * `sessionStorage`; they are renewed by the refresh token where there is one, else in a hidden frame.
 */
export class OpenIdClient implements Provider {
  readonly #manager: UserManager;
  readonly #settings: OpenIdSettings;
  #renewal: Promise<string | null> | null = null;

  constructor(settings: OpenIdSettings, origin: string = location.origin) {
    // Whatever the sign-in page is asked to show, a hidden frame has nobody to show it to.
    const { prompt: _, ...parameters } = settings.parameters;
    this.#settings = settings;
    this.#manager = new UserManager({
      authority: settings.issuer,
      client_id: settings.clientId,
      scope: settings.scope,
      extraQueryParams: parameters,
      redirect_uri: `${origin}${CALLBACK}`,
      silent_redirect_uri: `${origin}${CALLBACK}`,
      post_logout_redirect_uri: `${origin}/`,
      userStore: new WebStorageStateStore({ store: sessionStorage }),
      automaticSilentRenew: false,
      validateSubOnSilentRenew: true,
      requestTimeoutInSeconds: 10,
      silentRequestTimeoutInSeconds: 6,
    });
  }

  /** Leaves the page for the provider's; `finish` answers `returnTo` when the browser is back. */
  async start(returnTo: string): Promise<void> {
    await this.#manager.clearStaleState();
    await this.#manager.signinRedirect({ state: returnTo, nonce: crypto.randomUUID(), extraQueryParams: this.#settings.parameters });
  }

  /** Takes what the provider sends back at `url`. Answers where to go on, `null` in a hidden frame. */
  async finish(url: string): Promise<string | null> {
    const user = await this.#manager.signinCallback(url).catch((error: unknown) => {
      // The library says so where nothing is kept under the address's state, or something else.
      if (error instanceof Error && /\bstate\b/i.test(error.message)) throw new Error(words.usedUp, { cause: error });
      throw error;
    });
    return user === undefined ? null : ownPath(user.state);
  }

  async token(refused?: string): Promise<string | null> {
    const user = await this.#manager.getUser();
    const held = user === null ? null : this.#tokenOf(user);
    if (held !== null && held !== refused) return held;
    this.#renewal ??= this.#renew(user, refused).finally(() => {
      this.#renewal = null;
    });
    return this.#renewal;
  }

  async leave(): Promise<void> {
    // Or it would bring back what is to be forgotten.
    await this.#renewal?.catch(() => undefined);
    const ending = await this.#manager.metadataService.getEndSessionEndpoint().catch(() => undefined);
    if (ending === undefined) await this.#manager.removeUser();
    else await this.#manager.signoutRedirect();
  }

  async #renew(user: User | null, refused?: string): Promise<string | null> {
    for (const forceIframeAuth of user?.refresh_token === undefined ? [true] : [false, true]) {
      const token = await this.#renewSilently(forceIframeAuth);
      if (token !== null && token !== refused) return token;
    }
    if (user !== null && this.#tokenOf(user) !== null) return null;
    await this.#manager.removeUser();
    throw new SignInRefused(words.ended);
  }

  async #renewSilently(forceIframeAuth: boolean): Promise<string | null> {
    try {
      const user = await this.#manager.signinSilent({ forceIframeAuth, nonce: crypto.randomUUID() });
      return user === null ? null : this.#tokenOf(user);
    } catch (error) {
      // The provider wants to see them, or its pages do not come up in a frame. Anything else will pass.
      if (error instanceof ErrorResponse || error instanceof ErrorTimeout) return null;
      throw error;
    }
  }

  #tokenOf(user: User): string | null {
    const [token, end] =
      this.#settings.token === "id" ? [user.id_token, user.profile.exp] : [user.access_token, user.expires_at];
    const isGood = end === undefined || end - Date.now() / 1000 > EARLY;
    return token !== undefined && isGood ? token : null;
  }
}

function ownPath(state: unknown): string {
  return typeof state === "string" && /^\/(?![/\\])/.test(state) ? state : "/";
}
