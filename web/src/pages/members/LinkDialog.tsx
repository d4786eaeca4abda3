import { useState } from "react";
import { MembersLinkDocument } from "../../api/operations";
import { queries } from "../../api/queries";
import { useSend } from "../../api/useSend";
import { useViewer } from "../../app/viewer";
import { Answer } from "../../ui/Answer";
import { Dialog, SaveOrCancel } from "../../ui/Dialog";
import { errorAt, Problem } from "../../ui/Problem";
import { words } from "../../words/members";
import { ArtistSelect } from "./ArtistSelect";
import { type LinkableArtist, type Member, refreshMembers, useLinkableArtists } from "./everyone";

/** Says as which artist a member signs in. */
export function LinkDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const artists = useLinkableArtists();
  return (
    <Dialog open onClose={onClose} title={words.linkTitle(member.user.name)} description={words.linkHint}>
      <Answer query={artists}>{(all) => <LinkForm member={member} artists={all} onClose={onClose} />}</Answer>
    </Dialog>
  );
}

function LinkForm({ member: { user, artist }, artists, onClose }: { member: Member; artists: readonly LinkableArtist[]; onClose: () => void }) {
  const viewer = useViewer();
  const [chosen, setChosen] = useState(artist?.id ?? "");
  const { busy, problem, send } = useSend(MembersLinkDocument);

  async function save() {
    if (chosen !== (artist?.id ?? "")) {
      // A member is one artist at most, so the old link goes first.
      if (artist !== null && (await send({ input: { artistId: artist.id, userId: null, expectedVersion: artist.version } })) === null) return;
      const found = artists.find(({ id }) => id === chosen);
      if (found && (await send({ input: { artistId: found.id, userId: user.id, expectedVersion: found.version } })) === null) {
        await refreshMembers();
        return;
      }
      await refreshMembers();
      if (user.id === viewer.user.id) await queries.invalidateQueries({ queryKey: ["Viewer"] });
    }
    onClose();
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <ArtistSelect label={words.artist} artists={artists} forUser={user.id} value={chosen} onChange={setChosen} error={errorAt(problem, "artistId")} />
      <Problem problem={problem} placed={["artistId"]} />
      <SaveOrCancel onCancel={onClose} disabled={busy} />
    </form>
  );
}
