import { ask } from "../../api/ask";
import { BookingsUndoDocument } from "../../api/operations";
import { outdate } from "../../api/outdate";
import { isRefusal } from "../../api/refusal";
import { explain } from "../../api/useSend";
import { toast } from "../../ui/Toasts";
import { words as common } from "../../words/common";
import { words } from "../../words/bookings";

/** Says that something was done to bookings, and offers to take it back: all that the request of `revision` did. */
export function toastWithUndo(title: string, revision: number, detail?: string): void {
  const action = { label: common.undo, run: () => void undo(revision) };
  toast({ title, look: "success", action, ...(detail !== undefined && { detail }) });
}

async function undo(revision: number): Promise<void> {
  try {
    const { undo: result } = await ask(BookingsUndoDocument, { revision });
    if (isRefusal(result)) {
      toast({ title: words.notUndone, detail: result.message, look: "danger" });
      return;
    }
    outdate("BOOKING", "CHALLENGE");
    toast({ title: words.undone, look: "success" });
  } catch (cause) {
    toast({ title: words.notUndone, detail: explain(cause), look: "danger" });
  }
}
