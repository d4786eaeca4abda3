import { useState } from "react";
import { MembersInviteDocument, type Role } from "../../api/operations";
import { useSend } from "../../api/useSend";
import { Dialog, SaveOrCancel } from "../../ui/Dialog";
import { SelectField, TextField } from "../../ui/Field";
import { errorAt, Problem } from "../../ui/Problem";
import { toast } from "../../ui/Toasts";
import { words as common } from "../../words/common";
import { words } from "../../words/members";
import { ArtistSelect } from "./ArtistSelect";
import { refreshMembers, useLinkableArtists } from "./everyone";
import { INVITABLE } from "./rights";

const FIELDS = ["email", "role", "artistId"];

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const artists = useLinkableArtists().data ?? [];
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("MANAGER");
  const [artistId, setArtistId] = useState("");
  const { busy, problem, send } = useSend(MembersInviteDocument);

  async function invite() {
    const saved = await send({ input: { email: email.trim(), role, ...(artistId && { artistId }) } });
    if (saved === null) return;
    toast({ title: words.invited(saved.invitation.email), look: "success" });
    onClose();
    await refreshMembers();
  }

  return (
    <Dialog open onClose={onClose} title={words.inviteTitle} description={words.inviteHint}>
      <form
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          void invite();
        }}
      >
        <TextField
          type="email"
          required
          autoComplete="off"
          label={words.email}
          hint={words.emailHint}
          value={email}
          error={errorAt(problem, "email")}
          onChange={({ target }) => setEmail(target.value)}
        />
        <SelectField
          label={words.role}
          hint={words.means[role]}
          value={role}
          error={errorAt(problem, "role")}
          onChange={({ target }) => setRole(target.value as Role)}
        >
          {INVITABLE.map((each) => (
            <option key={each} value={each}>
              {common.role[each]}
            </option>
          ))}
        </SelectField>
        <ArtistSelect label={words.as} artists={artists} value={artistId} onChange={setArtistId} error={errorAt(problem, "artistId")} />
        <Problem problem={problem} placed={FIELDS} />
        <SaveOrCancel onCancel={onClose} label={words.invite} disabled={busy} />
      </form>
    </Dialog>
  );
}
