import { type FormEvent, useState } from "react";
import { Dialog, SaveOrCancel } from "../../ui/Dialog";
import { TextArea } from "../../ui/Field";
import { words } from "../../words/hands";
import { type Question, useHands } from "./useHands";

/** Asks why, where a step owes a reason. */
export function ReasonDialog({ title, hint, label, run, isOptional = false }: Extract<Question, { kind: "reason" }>) {
  const close = useHands((state) => state.answered);
  const [reason, setReason] = useState("");
  const [isMissing, setMissing] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() === "" && !isOptional) return setMissing(true);
    close();
    run(reason.trim());
  };
  return (
    <Dialog open onClose={close} title={title} description={hint}>
      <form onSubmit={submit} noValidate>
        <TextArea
          label={words.reason}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          error={isMissing && reason.trim() === "" ? words.reasonMissing : null}
          maxLength={2000}
          required={!isOptional}
          autoFocus
          data-testid="reason"
        />
        <SaveOrCancel onCancel={close} label={label} />
      </form>
    </Dialog>
  );
}
