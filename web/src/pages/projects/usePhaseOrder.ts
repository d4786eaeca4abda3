import { useState } from "react";
import { ask } from "../../api/ask";
import { type ProjectPhaseFragment, ProjectUpdatePhaseDocument } from "../../api/operations";
import { outdate } from "../../api/outdate";
import { isRefusal } from "../../api/refusal";
import { explain } from "../../api/useSend";
import { toast } from "../../ui/Toasts";
import { words } from "../../words/projects";
import { reordered } from "./timeline";

/** Moves phases among one another, one change each. */
export function usePhaseOrder(phases: readonly ProjectPhaseFragment[]): { readonly busy: boolean; readonly move: (from: number, to: number) => Promise<void> } {
  const [busy, setBusy] = useState(false);

  async function move(from: number, to: number): Promise<void> {
    setBusy(true);
    try {
      for (const { phase, position } of reordered(phases, from, to)) {
        const { updatePhase: result } = await ask(ProjectUpdatePhaseDocument, { input: { id: phase.id, position, expectedVersion: phase.version } });
        if (!isRefusal(result)) continue;
        toast({ title: words.notMoved, detail: result.message, look: "danger" });
        break;
      }
    } catch (cause) {
      toast({ title: words.notMoved, detail: explain(cause), look: "danger" });
    } finally {
      outdate("PHASE");
      setBusy(false);
    }
  }

  return { busy, move };
}
