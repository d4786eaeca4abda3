import { type FormEvent, useState } from "react";
import { type ArtistFactsFragment, ArtistLinkDocument, ArtistMembersDocument } from "../../api/operations";
import { outdate } from "../../api/outdate";
import { useAsk } from "../../api/queries";
import { useSend } from "../../api/useSend";
import { Answer } from "../../ui/Answer";
import { Dialog, SaveOrCancel } from "../../ui/Dialog";
import { SelectField } from "../../ui/Field";
import { errorAt, Problem } from "../../ui/Problem";
import { toast } from "../../ui/Toasts";
import { words } from "../../words/artists";

/** Says which member signs in as the artist. */
export function LinkMember({ artist, onClose }: { artist: ArtistFactsFragment; onClose: () => void }) {
  const members = useAsk(ArtistMembersDocument, {});
  const { busy, problem, send } = useSend(ArtistLinkDocument);
  const [userId, setUserId] = useState(artist.user?.id ?? "");

  async function onSubmit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const saved = await send({ input: { artistId: artist.id, userId: userId || null, expectedVersion: artist.version } });
    if (saved === null) return;
    outdate("ARTIST");
    void members.refetch();
    toast({ title: words.linked, look: "success" });
    onClose();
  }

  return (
    <Dialog open onClose={onClose} title={words.linkTitle(artist.name)} description={words.linkHint}>
      <form onSubmit={(event) => void onSubmit(event)} className="space-y-3">
        <Answer query={members}>
          {({ members: { nodes } }) => (
            <SelectField label={words.member} value={userId} onChange={({ target }) => setUserId(target.value)} error={errorAt(problem, "userId")}>
              <option value="">{words.nobody}</option>
              {nodes.map(({ user, artist: other }) => {
                const isTaken = other !== null && other.id !== artist.id;
                return (
                  <option key={user.id} value={user.id} disabled={isTaken}>
                    {isTaken ? words.alreadyIs(user.name, other.name) : user.name}
                  </option>
                );
              })}
            </SelectField>
          )}
        </Answer>
        <Problem problem={problem} placed={["userId"]} />
        <SaveOrCancel onCancel={onClose} disabled={busy || members.data === undefined} />
      </form>
    </Dialog>
  );
}
