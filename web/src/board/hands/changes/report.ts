import { toast, type ToastText } from "../../../ui/Toasts";
import { words as common } from "../../../words/common";
import { words } from "../../../words/hands";
import { useHands } from "../useHands";
import { attempt, type Change, type Ended, type Saved } from "./attempt";
import { explain, isOverridable } from "./explain";
import { remember, undo } from "./undo";

/** Of what hands do only the last is told. */
export const TOPIC = "hands";

/** Makes a change and says how it ended; `done` says what has been done. Better holds may be passed over with a reason. */
export async function carryOut(change: Change, done: string, override?: string): Promise<Ended> {
  const end = await attempt(change, override);
  if (end.kind === "saved") tellSaved(end, done, change.isFinal);
  else tellOtherwise(end, override === undefined ? () => askToOverride(change, done) : undefined);
  return end;
}

function askToOverride(change: Change, done: string): void {
  useHands.getState().ask({
    kind: "reason",
    title: words.override.title,
    hint: words.override.hint,
    label: words.override.run,
    run: (reason) => void carryOut(change, done, reason),
  });
}

/** Says what has been done, and offers to take it back, where it can be, to those who may. */
export function tellSaved(saved: Saved, done: string, isFinal = false): void {
  if (isFinal || !useHands.getState().mayUndo) return toast(saidOf(saved, done));
  const made = { revision: saved.revision, done, bookingIds: saved.bookings.map(({ id }) => id) };
  remember(made);
  toast({ ...saidOf(saved, done), action: { label: common.undo, run: () => void undo(made) } });
}

function saidOf({ warnings }: Saved, done: string): ToastText {
  const detail = warnings.join(" ");
  return { topic: TOPIC, title: done, look: "success", ...(detail && { detail }) };
}

/** Says why nothing was done. */
export function tellOtherwise(end: Exclude<Ended, Saved>, override?: () => void): void {
  if (end.kind === "failed") {
    toast({ topic: TOPIC, title: words.refused.lost, detail: end.message, look: "danger" });
    return;
  }
  const offersOverride = override !== undefined && isOverridable(end.refusal);
  toast({ topic: TOPIC, ...explain(end.refusal), look: "danger", ...(offersOverride && { action: { label: words.override.offer, run: override } }) });
}
