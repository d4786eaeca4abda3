import { forgetBy } from "../../../api/forgetting";
import { ask } from "../../../api/ask";
import { HandsUndoDocument } from "../../../api/operations";
import { toast } from "../../../ui/Toasts";
import { words } from "../../../words/hands";
import { useHands } from "../useHands";
import { attempt, forgetTurns } from "./attempt";
import { tellOtherwise, TOPIC } from "./report";

/** A change of one's own that may be taken back. */
export interface Made {
  readonly revision: number;
  /** What was done, in words. */
  readonly done: string;
  readonly bookingIds: readonly string[];
}

let made: readonly Made[] = [];

// A revision counts in the studio that it was made in.
forgetBy(() => {
  made = [];
  forgetTurns();
});

export function remember(change: Made): void {
  made = [...made, change];
}

/** Takes one's last change back. */
export async function undoLast(): Promise<void> {
  const change = made.at(-1);
  if (change === undefined) toast({ topic: TOPIC, title: words.undo.nothing });
  else await undo(change);
}

/** Takes a change back, all that its request did. A confirmation is taken back for a reason, so one is asked for. */
export async function undo(change: Made, reason?: string): Promise<void> {
  made = made.filter((each) => each !== change);
  const send = () => ask(HandsUndoDocument, { input: { revision: change.revision, ...(reason !== undefined && { reason }) } });
  const end = await attempt({ supposed: [], send });
  if (end.kind === "saved") {
    const bookingIds = end.bookings.map(({ id }) => id);
    // Undoing is their last change now: what was done to them before cannot be reached any more.
    made = made.filter((each) => !each.bookingIds.some((id) => bookingIds.includes(id)));
    const undone = { revision: end.revision, done: words.undo.undone(change.done), bookingIds };
    toast({ topic: TOPIC, title: undone.done, look: "success", action: { label: words.undo.redo, run: () => void undo(undone) } });
  } else if (end.kind === "refused" && end.refusal.path.includes("reason") && reason === undefined) {
    useHands.getState().ask({
      kind: "reason",
      title: words.undo.title,
      hint: words.undo.hint,
      label: words.undo.run,
      run: (given) => void undo(change, given),
    });
  } else {
    if (end.kind === "failed") remember(change);
    tellOtherwise(end);
  }
}
