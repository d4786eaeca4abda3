/** There is no token for this person until they sign in anew; the message says why, for people to read. */
export class SignInRefused extends Error {
  override readonly name = "SignInRefused";
}
