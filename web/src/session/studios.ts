import { words } from "../words/signIn";
import type { DemoIssuer } from "./demoIssuer";
import type { Identity, RoleName } from "./identity";

/** A studio that somebody belongs to. */
export interface Place {
  readonly slug: string;
  readonly name: string;
  readonly role: RoleName;
}

/** The studios that are open to `identity`. Throws an `Error` with the server's own words where it refuses to say. */
export async function studiosOf(identity: Identity, issuer: DemoIssuer, signed: typeof fetch): Promise<Place[]> {
  if (identity.kind === "demo") {
    // A demo token names its studio, so the server would answer that one.
    const users = (await issuer.users()) ?? [];
    const own = users.filter(({ email }) => email === identity.email);
    return own.map(({ role, tenant }) => ({ ...tenant, role }));
  }
  const answer = await signed("/auth/studios", { headers: { accept: "application/json" } });
  const body = (await answer.json()) as { studios?: Place[]; errors?: { message: string }[] };
  if (body.studios === undefined) throw new Error(body.errors?.[0]?.message ?? words.noStudios(answer.status));
  return body.studios;
}
