/** Where people sign in who are no demo users: an identity provider. */
export interface Provider {
  /**
   * A bearer token that is good now, of whoever has signed in there; renewed without a word where need be. `refused` is
   * one that the server has just rejected: `null` where it has not run out and there is no other, so that what the
   * server says of it is the matter. Throws `SignInRefused` where they have to sign in again.
   */
  token(refused?: string): Promise<string | null>;
  /** Ends what is kept of them, here and there; the browser may leave the page for it. */
  leave(): Promise<void>;
}
