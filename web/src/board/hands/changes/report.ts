import { toast } from "../../../ui/Toasts";
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
  if (end.kind === "saved") tellSaved(end, done);
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

/** Says what has been done, and offers to take it back to those who may. */
export function tellSaved({ revision, warnings, bookings }: Saved, done: string): void {
  const detail = warnings.join(" ");
  const said = { topic: TOPIC, title: done, look: "success", ...(detail && { detail }) } as const;
  if (!useHands.getState().mayUndo) return toast(said);
  const made = { revision, done, bookingIds: bookings.map(({ id }) => id) };
  remember(made);
  toast({ ...said, action: { label: common.undo, run: () => void undo(made) } });
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
