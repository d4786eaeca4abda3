import { byStudio, type DemoUser, type Identity, isSameUser } from "../session/identity";
import { session } from "./endpoint";

export function SignIn({ users, identity }: { users: readonly DemoUser[]; identity: Identity | null }) {
  function choose(index: string) {
    const user = users[Number(index)];
    if (user !== undefined) session.become({ kind: "demo", email: user.email, tenant: user.tenant.slug });
  }

  const current = users.findIndex((user) => isSameUser(user, identity));
  return (
    <label className="field">
      Sign in as
      <select value={current} onChange={(event) => choose(event.target.value)}>
        <option value={-1} disabled>
          Choose a demo user
        </option>
        {byStudio(users).map((studio) => (
          <optgroup key={studio.slug} label={studio.name}>
            {studio.users.map((user) => (
              <option key={user.email} value={users.indexOf(user)}>
                {user.email} — {user.name}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}
