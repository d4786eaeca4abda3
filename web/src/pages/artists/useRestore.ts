import { type ArtistFactsFragment, ArtistRestoreDocument } from "../../api/operations";
import { ask } from "../../api/ask";
import { outdate } from "../../api/outdate";
import { isRefusal } from "../../api/refusal";
import { explain } from "../../api/useSend";
import { toast } from "../../ui/Toasts";
import { words } from "../../words/artists";
import { useState } from "react";

/** Brings an archived artist back. */
export function useRestore({ id, name, version }: ArtistFactsFragment): { readonly busy: boolean; readonly run: () => Promise<void> } {
  const [busy, setBusy] = useState(false);

  async function run(): Promise<void> {
    setBusy(true);
    try {
      const { restoreArtist: result } = await ask(ArtistRestoreDocument, { input: { id, expectedVersion: version } });
      if (isRefusal(result)) toast({ title: words.notDone, detail: result.message, look: "danger" });
      else toast({ title: words.restored(name), look: "success" });
      outdate("ARTIST");
    } catch (cause) {
      toast({ title: words.notDone, detail: explain(cause), look: "danger" });
    } finally {
      setBusy(false);
    }
  }

  return { busy, run };
}
