import { session } from "./endpoint";

/** Calls back when somebody else is signed in, or nobody: what one person did and was shown is not there for the next. */
export function forgetBy(forget: () => void): void {
  let { identity } = session.state();
  session.onChange(() => {
    const now = session.state().identity;
    if (now !== identity) forget();
    identity = now;
  });
}
