/** What a member may do in their studio, as the server's lists spell it; docs/roles.md says more. */
export type RoleName = "owner" | "admin" | "manager" | "artist" | "viewer";

/** One of the seeded people whom the server signs in without a password. */
export interface DemoUser {
  readonly email: string;
  readonly name: string;
  readonly role: RoleName;
  readonly tenant: { readonly slug: string; readonly name: string };
}

/**
 * Whom requests speak for: a demo user, whoever a pasted bearer token names, or whoever has signed in at the identity
 * provider. `studio` is the one they have chosen, for tokens that name none.
 */
export type Identity =
  | { readonly kind: "demo"; readonly email: string; readonly tenant: string }
  | { readonly kind: "pasted"; readonly token: string; readonly studio?: string }
  | { readonly kind: "oidc"; readonly studio?: string };

/** The same person in another studio of theirs. */
export function inStudio(identity: Identity, slug: string): Identity {
  return identity.kind === "demo" ? { ...identity, tenant: slug } : { ...identity, studio: slug };
}

export function isSameUser(user: DemoUser, identity: Identity | null): boolean {
  return identity?.kind === "demo" && user.email === identity.email && user.tenant.slug === identity.tenant;
}

export interface Studio {
  readonly slug: string;
  readonly name: string;
  readonly users: readonly DemoUser[];
}

/** The users of each studio, both in the order in which the server lists them. */
export function byStudio(users: readonly DemoUser[]): Studio[] {
  const studios = new Map<string, { slug: string; name: string; users: DemoUser[] }>();
  for (const user of users) {
    const studio = studios.get(user.tenant.slug) ?? { ...user.tenant, users: [] };
    studio.users.push(user);
    studios.set(user.tenant.slug, studio);
  }
  return [...studios.values()];
}
