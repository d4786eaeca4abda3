import type { Identity } from "./identity";

const KEY = "production-tool.identity";

/** Remembers who was signed in. A demo user's name is kept for good, a pasted token only until the browser tab closes. */
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
    const storage = identity.kind === "demo" ? this.#lasting : this.#passing;
    storage.setItem(KEY, JSON.stringify(identity));
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
  if (fields.kind === "pasted") return typeof fields.token === "string";
  return fields.kind === "demo" && typeof fields.email === "string" && typeof fields.tenant === "string";
}
