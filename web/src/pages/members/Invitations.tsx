import { UserPlus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { MembersInvitationsDocument, MembersInviteDocument, type MembersInvitationsQuery, MembersWithdrawDocument } from "../../api/operations";
import { useAsk } from "../../api/queries";
import { useSend } from "../../api/useSend";
import { dayName, dayOf, fromNow, ownZone } from "../../time/formats";
import { useNow } from "../../time/useNow";
import { DAY } from "../../time/zone";
import { Answer } from "../../ui/Answer";
import { Button } from "../../ui/Button";
import { Card, Empty } from "../../ui/Page";
import { Problem } from "../../ui/Problem";
import { toast } from "../../ui/Toasts";
import { words as common } from "../../words/common";
import { words } from "../../words/members";
import { refreshMembers } from "./everyone";

const InviteDialog = lazy(async () => ({ default: (await import("./InviteDialog")).InviteDialog }));

type Invitation = MembersInvitationsQuery["invitations"]["nodes"][number];

/** Who may join. */
export function Invitations() {
  const query = useAsk(MembersInvitationsDocument, {});
  const [inviting, setInviting] = useState(false);
  return (
    <Card
      title={words.invitations}
      actions={
        <Button look="primary" size="small" onClick={() => setInviting(true)}>
          <UserPlus aria-hidden />
          {words.invite}
        </Button>
      }
    >
      <Answer query={query}>
        {({ invitations: { nodes } }) =>
          nodes.length === 0 ? (
            <Empty title={words.noInvitations}>{words.noInvitationsHint}</Empty>
          ) : (
            <ul className="divide-y divide-line">
              {nodes.map((invitation) => (
                <InvitationRow key={invitation.id} invitation={invitation} />
              ))}
            </ul>
          )
        }
      </Answer>
      {inviting && (
        <Suspense>
          <InviteDialog onClose={() => setInviting(false)} />
        </Suspense>
      )}
    </Card>
  );
}

function InvitationRow({ invitation: { id, email, role, artist, invitedBy, expiresAt } }: { invitation: Invitation }) {
  const now = useNow();
  const withdrawal = useSend(MembersWithdrawDocument);
  const renewal = useSend(MembersInviteDocument);
  const ends = Date.parse(expiresAt);

  async function withdraw() {
    if ((await withdrawal.send({ input: { id } })) !== null) toast({ title: words.withdrawn(email), look: "success" });
    await refreshMembers();
  }

  async function renew() {
    const input = { email, role, ...(artist && { artistId: artist.id }) };
    if ((await renewal.send({ input })) !== null) toast({ title: words.invited(email), look: "success" });
    await refreshMembers();
  }

  const problem = withdrawal.problem ?? renewal.problem;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-40 flex-1">
        <p className="font-medium break-all">{email}</p>
        <p className="text-xs text-muted">
          {[common.role[role], artist && `${words.artist}: ${artist.name}`, invitedBy && words.invitedBy(invitedBy.name)].filter(Boolean).join(" · ")}
        </p>
      </div>
      <p className="text-xs text-muted">{ends > now ? words.expires(endName(ends, now)) : words.expired}</p>
      <div className="flex gap-2">
        <Button size="small" disabled={renewal.busy} aria-label={words.renewOf(email)} onClick={() => void renew()}>
          {words.renew}
        </Button>
        <Button size="small" disabled={withdrawal.busy} aria-label={words.withdrawOf(email)} onClick={() => void withdraw()}>
          {words.withdraw}
        </Button>
      </div>
      {problem && (
        <div className="w-full">
          <Problem problem={problem} />
        </div>
      )}
    </li>
  );
}

/** The day, since days to go are rounded: one of fourteen days would be said to end in thirteen at once. */
function endName(ends: number, now: number): string {
  return ends - now > DAY ? dayName(dayOf(ends, ownZone)) : fromNow(ends, now);
}
