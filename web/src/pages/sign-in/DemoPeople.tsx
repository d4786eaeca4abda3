import { useQuery } from "@tanstack/react-query";
import { issuer, session } from "../../api/endpoint";
import { byStudio, type DemoUser } from "../../session/identity";
import { Answer } from "../../ui/Answer";
import { Avatar } from "../../ui/Avatar";
import { Card } from "../../ui/Page";
import { words } from "../../words/signIn";
import { RoleTag } from "./RoleTag";

/** The people of the demo studios, to be one of them. */
export function DemoPeople() {
  const users = useQuery({ queryKey: ["demo users"], queryFn: () => issuer.users() });
  return (
    <Answer query={users}>
      {(found) => (
        <>
          <p className="mx-auto mb-5 max-w-prose text-center text-pretty text-muted">{words.demo}</p>
          <div className="grid gap-4 sm:grid-cols-2">
            {byStudio(found ?? []).map((studio) => (
              <Card key={studio.slug} title={studio.name}>
                <ul aria-label={words.demoUsers(studio.name)} className="divide-y divide-line">
                  {studio.users.map((user) => (
                    <li key={user.email}>
                      <Person user={user} />
                    </li>
                  ))}
                </ul>
              </Card>
            ))}
          </div>
        </>
      )}
    </Answer>
  );
}

function Person({ user }: { user: DemoUser }) {
  return (
    <button
      type="button"
      title={user.email}
      className="flex min-h-14 w-full items-center gap-3 px-4 py-2 text-left hover:bg-sunken"
      onClick={() => session.become({ kind: "demo", email: user.email, tenant: user.tenant.slug })}
    >
      <Avatar name={user.name} />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{user.name}</span>
        <span className="block text-xs text-muted">{words.may[user.role]}</span>
      </span>
      <RoleTag role={user.role} />
    </button>
  );
}
