import { useBlocker } from "@tanstack/react-router";
import { Button } from "../../ui/Button";
import { Dialog, DialogActions } from "../../ui/Dialog";
import { words } from "../../words/import";

/** Asks before the page is left while something runs on it. */
export function Leaving({ when }: { when: boolean }) {
  const { status, proceed, reset } = useBlocker({ shouldBlockFn: () => when, enableBeforeUnload: when, withResolver: true });
  if (status !== "blocked") return null;
  return (
    <Dialog open onClose={reset} title={words.leaveTitle} description={words.leaveHint}>
      <DialogActions>
        <Button onClick={proceed}>{words.leave}</Button>
        <Button look="primary" onClick={reset}>
          {words.stay}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
