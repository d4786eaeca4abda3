import { Button } from "../../../ui/Button";
import { DialogActions } from "../../../ui/Dialog";
import { words } from "../../../words/hands";
import type { Leaving } from "./useLeaving";

/** In the place of a form's buttons: asks before what was typed is given up. */
export function Discarding({ keep, discard }: Pick<Leaving, "keep" | "discard">) {
  return (
    <div role="alert">
      <p className="mt-3 font-medium">{words.form.discardTitle}</p>
      <DialogActions>
        <Button onClick={discard}>{words.form.discard}</Button>
        <Button look="primary" onClick={keep} autoFocus>
          {words.form.keep}
        </Button>
      </DialogActions>
    </div>
  );
}
