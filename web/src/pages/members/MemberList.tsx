import { Ellipsis, Link2, LogOut, UserMinus, Crown } from "lucide-react";
import { useState } from "react";
import { MembersChangeRoleDocument, type Role } from "../../api/operations";
import { useSend } from "../../api/useSend";
import { useViewer } from "../../app/viewer";
import { dayName, dayOf, ownZone } from "../../time/formats";
import { Answer } from "../../ui/Answer";
import { Avatar } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { SelectField } from "../../ui/Field";
import { Menu, type MenuEntry } from "../../ui/Menu";
import { Card } from "../../ui/Page";
import { Problem } from "../../ui/Problem";
import { toast } from "../../ui/Toasts";
import { words as common } from "../../words/common";
import { words } from "../../words/members";
import { LinkDialog } from "./LinkDialog";
import { type Member, refreshMembers, useMembers } from "./everyone";
import { type Leaving, MemberDialog } from "./MemberDialog";
import { mayRemove, rolesFor } from "./rights";

/** Who is in the studio, and what they are. */
export function MemberList() {
  const members = useMembers();
  const [leaving, setLeaving] = useState<Leaving | null>(null);
  const [linking, setLinking] = useState<Member | null>(null);
  return (
    <Card title={words.members}>
      <Answer query={members}>
        {(all) => (
          <ul className="divide-y divide-line">
            {all.map((member) => (
              <MemberRow
                key={member.user.id}
                member={member}
                owners={all.filter(({ role }) => role === "OWNER").length}
                onLeave={(step) => setLeaving({ step, member })}
                onLink={() => setLinking(member)}
              />
            ))}
          </ul>
        )}
      </Answer>
      {leaving && <MemberDialog {...leaving} onClose={() => setLeaving(null)} />}
      {linking && <LinkDialog member={linking} onClose={() => setLinking(null)} />}
    </Card>
  );
}

interface RowProps {
  readonly member: Member;
  /** How many owners the studio has. */
  readonly owners: number;
  readonly onLeave: (step: Leaving["step"]) => void;
  readonly onLink: () => void;
}

function MemberRow({ member, owners, onLeave, onLink }: RowProps) {
  const viewer = useViewer();
  const { busy, problem, send } = useSend(MembersChangeRoleDocument);
  const { user, role, since, artist } = member;
  const [self, person] = [
    { id: viewer.user.id, role: viewer.role },
    { id: user.id, role },
  ];
  const isSelf = self.id === person.id;
  const roles = rolesFor(self, person);
  const entries: MenuEntry[] = [{ label: words.link, icon: Link2, onSelect: onLink }];
  if (viewer.role === "OWNER" && !isSelf) entries.push({ label: words.transfer, icon: Crown, onSelect: () => onLeave("transfer") });
  if (mayRemove(self, person, owners)) {
    entries.push(null, {
      label: isSelf ? words.leave : words.remove,
      icon: isSelf ? LogOut : UserMinus,
      danger: true,
      onSelect: () => onLeave(isSelf ? "leave" : "remove"),
    });
  }

  async function change(next: Role) {
    if (next === "OWNER") {
      onLeave("makeOwner");
      return;
    }
    if ((await send({ input: { userId: user.id, role: next } })) !== null) {
      toast({ title: words.roleChanged(user.name, common.role[next]), look: "success" });
    }
    await refreshMembers();
  }

  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <Avatar name={user.name} />
      <div className="min-w-40 flex-1">
        <p className="font-medium">
          {user.name} {isSelf && <span className="font-normal text-muted">({words.you})</span>}
        </p>
        <p className="text-xs break-all text-muted">{user.email}</p>
      </div>
      <p className="w-44 text-xs text-muted max-sm:w-full">
        {artist && <span className="block">{`${words.artist}: ${artist.name}`}</span>}
        <span className="block">{`${words.since} ${dayName(dayOf(Date.parse(since), ownZone))}`}</span>
      </p>
      {roles.length === 1 ? (
        <p className="w-36 px-2.5 text-sm">{common.role[role]}</p>
      ) : (
        <SelectField
          className="w-36"
          label={words.roleOf(user.name)}
          labelHidden
          title={words.means[role]}
          value={role}
          disabled={busy}
          onChange={({ target }) => void change(target.value as Role)}
        >
          {roles.map((each) => (
            <option key={each} value={each}>
              {common.role[each]}
            </option>
          ))}
        </SelectField>
      )}
      <Menu
        trigger={
          <Button look="quiet" size="icon" className="max-sm:ml-auto" aria-label={words.actionsOf(user.name)}>
            <Ellipsis />
          </Button>
        }
        items={entries}
      />
      {problem && (
        <div className="w-full">
          <Problem problem={problem} />
        </div>
      )}
    </li>
  );
}
