import type { Identity } from "./identity";

const KEY = "production-tool.identity";

/**
 * Remembers who was signed in. A pasted token is kept only until the browser tab closes. Of a demo user it keeps the
 * name, of who signed in at the identity provider that they did, and where: for good, so that a new tab knows them or
 * asks the provider, and for this tab, whatever becomes of the others.
 */
export class IdentityMemory {
  readonly #lasting: Storage;
  readonly #passing: Storage;

  constructor(lasting: Storage = localStorage, passing: Storage = sessionStorage) {
    this.#lasting = lasting;
    this.#passing = passing;
  }

  recall(): Identity | null {
    const found = parse(this.#passing.getItem(KEY)) ?? parse(this.#lasting.getItem(KEY));
    if (found !== null) this.#passing.setItem(KEY, JSON.stringify(found));
    return found;
  }

  keep(identity: Identity | null): void {
    this.#lasting.removeItem(KEY);
    this.#passing.removeItem(KEY);
    if (identity === null) return;
    const text = JSON.stringify(identity);
    if (identity.kind !== "pasted") this.#lasting.setItem(KEY, text);
    this.#passing.setItem(KEY, text);
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
