import type { Identity } from "./identity";

const KEY = "production-tool.identity";

/**
 * Remembers who was signed in. A demo user's name is kept for good, a pasted token only until the browser tab closes.
 * Of who signed in at the identity provider it keeps that they did, and where: for good, so that a new tab asks the
 * provider, and for this tab, whatever becomes of the others.
 */
export class IdentityMemory {
  readonly #lasting: Storage;
  readonly #passing: Storage;

  constructor(lasting: Storage = localStorage, passing: Storage = sessionStorage) {
    this.#lasting = lasting;
    this.#passing = passing;
  }

  recall(): Identity | null {
    return parse(this.#passing.getItem(KEY)) ?? parse(this.#lasting.getItem(KEY));
  }

  keep(identity: Identity | null): void {
    this.#lasting.removeItem(KEY);
    this.#passing.removeItem(KEY);
    if (identity === null) return;
    const text = JSON.stringify(identity);
    if (identity.kind !== "pasted") this.#lasting.setItem(KEY, text);
    if (identity.kind !== "demo") this.#passing.setItem(KEY, text);
  }
}

function parse(text: string | null): Identity | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isIdentity(value) ? value : null;
  } catch {
    return null;
  }
}

function isIdentity(value: unknown): value is Identity {
  if (typeof value !== "object" || value === null) return false;
  const fields = value as Record<string, unknown>;
  if (fields.kind === "demo") return typeof fields.email === "string" && typeof fields.tenant === "string";
  if (fields.studio !== undefined && typeof fields.studio !== "string") return false;
  return fields.kind === "oidc" || (fields.kind === "pasted" && typeof fields.token === "string");
}
