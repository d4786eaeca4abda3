import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { ArtistCreateDocument, ArtistDefaultsDocument, type ArtistDefaultsQuery } from "../../api/operations";
import { outdate } from "../../api/outdate";
import { useAsk } from "../../api/queries";
import { type Problem as Cause, useSend } from "../../api/useSend";
import { useMay } from "../../app/viewer";
import { weekFault } from "../../time/week";
import { Answer } from "../../ui/Answer";
import { Dialog, SaveOrCancel } from "../../ui/Dialog";
import { Problem } from "../../ui/Problem";
import { toast } from "../../ui/Toasts";
import { words } from "../../words/artists";
import { ArtistFields, PLACED } from "./ArtistFields";
import { inputOf, newDraft } from "./draft";

/** Adds an artist, who works as the studio does unless somebody says otherwise. */
export function AddArtist({ onClose }: { onClose: () => void }) {
  const defaults = useAsk(ArtistDefaultsDocument, {});
  return (
    <Dialog open onClose={onClose} title={words.addTitle} shape="side">
      <Answer query={defaults}>{({ studioSettings }) => <NewArtist studio={studioSettings} onClose={onClose} />}</Answer>
    </Dialog>
  );
}

function NewArtist({ studio, onClose }: { studio: ArtistDefaultsQuery["studioSettings"]; onClose: () => void }) {
  const { busy, problem, send } = useSend(ArtistCreateDocument);
  const navigate = useNavigate();
  const may = { contacts: useMay("contacts:read"), rates: useMay("rates:read") };
  const [draft, setDraft] = useState(() => newDraft(studio.timeZone, studio.businessHours));
  const [slip, setSlip] = useState<Cause | null>(null);

  async function onSubmit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const wrong = weekFault(draft.workingHours);
    setSlip(wrong === null ? null : { message: wrong, code: null, path: ["workingHours"] });
    if (wrong !== null) return;
    const saved = await send({ input: inputOf(draft, may) });
    if (saved === null) return;
    outdate("ARTIST");
    toast({ title: words.added(saved.artist.name), look: "success" });
    onClose();
    await navigate({ to: "/artists/$artistId", params: { artistId: saved.artist.id } });
  }

  return (
    <form onSubmit={(event) => void onSubmit(event)} className="space-y-3">
      <ArtistFields draft={draft} onChange={setDraft} problem={slip ?? problem} />
      <Problem problem={problem} placed={PLACED} />
      <SaveOrCancel onCancel={onClose} label={words.add} disabled={busy} />
    </form>
  );
}
