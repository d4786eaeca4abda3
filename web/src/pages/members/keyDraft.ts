import { Temporal } from "temporal-polyfill";
import { words } from "../../words/members";

/** When a key ends: after so many days, never, or at the end of a day. */
export type KeyExpiry = "30" | "90" | "365" | "never" | "date";

export const EXPIRIES: readonly KeyExpiry[] = ["30", "90", "365", "never", "date"];

/** No key has these, lest it give rights to others. */
const NOT_FOR_KEYS = new Set(["keys:write", "members:write", "studio:own"]);
/** What reads a log reads money, too. */
const LOGS = new Set(["log:read", "audit:read"]);

/** What somebody with the rights `own` may give a key, in the order in which it is explained. */
export function grantable(own: readonly string[]): string[] {
  const known = Object.keys(words.scopes);
  const place = (scope: string) => (known.includes(scope) ? known.indexOf(scope) : known.length);
  return own.filter((scope) => !NOT_FOR_KEYS.has(scope)).sort((a, b) => place(a) - place(b));
}

/** Adds a scope, or takes it away, together with what has to come or go with it. */
export function toggled(scopes: readonly string[], scope: string): string[] {
  if (scopes.includes(scope)) {
    return scopes.filter((each) => each !== scope && !(scope === "rates:read" && LOGS.has(each)));
  }
  const companion = LOGS.has(scope) && !scopes.includes("rates:read") ? ["rates:read"] : [];
  return [...scopes, ...companion, scope];
}

export function scopeMeaning(scope: string): string {
  return scope in words.scopes ? words.scopes[scope as keyof typeof words.scopes] : scope;
}

/** The instant at which the key ends; null: never. `date` is an ISO date, the last day in `zone`. */
export function endOf(expiry: KeyExpiry, date: string, zone: string, today = Temporal.Now.plainDateISO(zone)): string | null {
  if (expiry === "never") return null;
  const last = expiry === "date" ? Temporal.PlainDate.from(date) : today.add({ days: Number(expiry) });
  return last.add({ days: 1 }).toZonedDateTime(zone).toInstant().toString({ smallestUnit: "second" });
}
