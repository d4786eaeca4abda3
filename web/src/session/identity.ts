/** One of the seeded people whom the server signs in without a password. */
export interface DemoUser {
  readonly email: string;
  readonly name: string;
  readonly tenant: { readonly slug: string; readonly name: string };
}

/** Whom requests speak for: a demo user, or whoever a pasted bearer token names. */
export type Identity =
  | { readonly kind: "demo"; readonly email: string; readonly tenant: string }
  | { readonly kind: "pasted"; readonly token: string };

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
