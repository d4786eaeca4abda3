import type { DemoUser, Identity } from "../session/identity";
import { session } from "./endpoint";

export function WhoAmI({ users, identity }: { users: readonly DemoUser[]; identity: Identity | null }) {
  if (identity === null) return <p className="who">Not signed in</p>;
  return (
    <p className="who">
      {identity.kind === "demo" && (
        <>
          <strong>{identity.email}</strong> at {studioName(users, identity.tenant)}
        </>
      )}
      {identity.kind === "pasted" && "Signed in with a pasted token"}
      {identity.kind === "oidc" && "Signed in as on the schedule"}
      <button type="button" onClick={() => void session.leave()}>
        Sign out
      </button>
    </p>
  );
}

function studioName(users: readonly DemoUser[], slug: string): string {
  return users.find((user) => user.tenant.slug === slug)?.tenant.name ?? slug;
}
