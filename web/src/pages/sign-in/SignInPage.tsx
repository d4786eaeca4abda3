import { useQuery } from "@tanstack/react-query";
import { issuer, session } from "../../api/endpoint";
import { useSession } from "../../app/useSession";
import { byStudio } from "../../session/identity";
import { Answer } from "../../ui/Answer";
import { Avatar } from "../../ui/Avatar";
import { Card, Page } from "../../ui/Page";
import { words } from "../../words/signIn";

export function SignInPage() {
  const { problem } = useSession();
  const users = useQuery({ queryKey: ["demo users"], queryFn: () => issuer.users() });
  return (
    <main>
      <Page title={words.title} intro={words.demo}>
        {problem && <p role="alert">{problem}</p>}
        <Answer query={users}>
          {(found) => (
            <div className="grid gap-4 sm:grid-cols-2">
              {byStudio(found ?? []).map((studio) => (
                <Card key={studio.slug} title={studio.name}>
                  <ul>
                    {studio.users.map((user) => (
                      <li key={user.email}>
                        <button
                          type="button"
                          className="flex w-full items-center gap-3 px-4 py-2 text-left hover:bg-sunken"
                          onClick={() => session.become({ kind: "demo", email: user.email, tenant: user.tenant.slug })}
                        >
                          <Avatar name={user.name} />
                          <span className="min-w-0">
                            <span className="block font-medium">{user.name}</span>
                            <span className="block truncate text-xs text-muted">{user.email}</span>
                          </span>
                        </button>
                      </li>
                    ))}
                  </ul>
                </Card>
              ))}
            </div>
          )}
        </Answer>
      </Page>
    </main>
  );
}
