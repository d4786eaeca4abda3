import { type FormEvent, useState } from "react";
import { type ArtistFactsFragment, ArtistUpdateDocument } from "../../api/operations";
import { outdate } from "../../api/outdate";
import { type Problem as Cause, useSend } from "../../api/useSend";
import { useMay } from "../../app/viewer";
import { weekFault } from "../../time/week";
import { Dialog, SaveOrCancel } from "../../ui/Dialog";
import { ProblemOrOvertaken } from "../../ui/Problem";
import { toast } from "../../ui/Toasts";
import { words } from "../../words/artists";
import { ArtistFields, PLACED } from "./ArtistFields";
import { draftOf, inputOf } from "./draft";

/** Changes an artist's record; whoever is slower than a colleague is asked. */
export function EditArtist({ artist, onClose }: { artist: ArtistFactsFragment; onClose: () => void }) {
  const sending = useSend(ArtistUpdateDocument);
  const may = { contacts: useMay("contacts:read"), rates: useMay("rates:read") };
  const [version, setVersion] = useState(artist.version);
  const [draft, setDraft] = useState(() => draftOf(artist));
  const [slip, setSlip] = useState<Cause | null>(null);

  async function save(expectedVersion: number): Promise<void> {
    setVersion(expectedVersion);
    const wrong = weekFault(draft.workingHours);
    setSlip(wrong === null ? null : { message: wrong, code: null, path: ["workingHours"] });
    if (wrong !== null) return;
    const saved = await sending.send({ input: { id: artist.id, expectedVersion, ...inputOf(draft, may) } });
    if (saved === null) return;
    outdate("ARTIST");
    toast({ title: words.saved(saved.artist.name), look: "success" });
    onClose();
  }

  return (
    <Dialog open onClose={onClose} title={words.editTitle(artist.name)} shape="side">
      <form
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void save(version);
        }}
        className="space-y-3"
      >
        <ArtistFields draft={draft} onChange={setDraft} problem={slip ?? sending.problem} />
        <ProblemOrOvertaken
          sending={sending}
          placed={PLACED}
          onLoad={(newer) => {
            setDraft(draftOf(newer));
            setVersion(newer.version);
          }}
          onInsist={(newer) => void save(newer.version)}
        />
        <SaveOrCancel onCancel={onClose} disabled={sending.busy} />
      </form>
    </Dialog>
  );
}
