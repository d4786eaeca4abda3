import { Undo2 } from "lucide-react";
import { useState } from "react";
import { ask } from "../../api/ask";
import { ActivityUndoDocument } from "../../api/operations";
import { explain } from "../../api/useSend";
import { Alert } from "../../ui/Alert";
import { Button } from "../../ui/Button";
import { Dialog, DialogActions } from "../../ui/Dialog";
import { TextField } from "../../ui/Field";
import { toast } from "../../ui/Toasts";
import { words } from "../../words/activity";
import { words as common } from "../../words/common";

interface Obstacle {
  readonly messages: readonly string[];
  /** Whether it would be undone if a reason were given. */
  readonly wantsReason: boolean;
}

/** Takes one's own change back; asks or explains only where it cannot be done just so. */
export function UndoButton({ revision, what }: { revision: number; what: string }) {
  const [busy, setBusy] = useState(false);
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);
  const [reason, setReason] = useState("");

  async function undo() {
    setBusy(true);
    const found = await attempt(revision, reason.trim());
    setBusy(false);
    setObstacle(found);
    if (found === null) toast({ title: words.undone, detail: what, look: "success" });
  }

  return (
    <>
      <Button look="quiet" size="small" disabled={busy} aria-label={words.undoOf(what)} onClick={() => void undo()}>
        <Undo2 aria-hidden />
        {words.undo}
      </Button>
      {obstacle && (
        <Dialog open onClose={() => setObstacle(null)} title={words.undoTitle} description={what}>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              void undo();
            }}
          >
            <Alert>
              <ul>
                {obstacle.messages.map((message) => (
                  <li key={message}>{message}</li>
                ))}
              </ul>
            </Alert>
            {obstacle.wantsReason && (
              <TextField className="mt-3" label={words.undoReason} required value={reason} onChange={({ target }) => setReason(target.value)} />
            )}
            <DialogActions>
              <Button onClick={() => setObstacle(null)}>{common.close}</Button>
              {obstacle.wantsReason && (
                <Button look="primary" type="submit" disabled={busy}>
                  {words.undoAgain}
                </Button>
              )}
            </DialogActions>
          </form>
        </Dialog>
      )}
    </>
  );
}

/** Answers what stands in the way; null: it is undone. */
async function attempt(revision: number, reason: string): Promise<Obstacle | null> {
  try {
    const { undo } = await ask(ActivityUndoDocument, { input: { revision, ...(reason && { reason }) } });
    if (undo.__typename === "BookingsSaved") return null;
    const each = "refusals" in undo ? undo.refusals.map(({ message }) => message) : [];
    return { messages: [...new Set([undo.message, ...each])], wantsReason: undo.path.includes("reason") };
  } catch (cause) {
    return { messages: [explain(cause)], wantsReason: false };
  }
}
