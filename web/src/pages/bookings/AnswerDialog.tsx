import { type FormEvent, useState } from "react";
import { BookingsAnswerDocument, type ChallengeAnswer } from "../../api/operations";
import { outdate } from "../../api/outdate";
import { useSend } from "../../api/useSend";
import { Button } from "../../ui/Button";
import { Dialog, DialogActions } from "../../ui/Dialog";
import { TextField } from "../../ui/Field";
import { errorAt, Problem } from "../../ui/Problem";
import { toast } from "../../ui/Toasts";
import { words as common } from "../../words/common";
import { words } from "../../words/bookings";
import { describe } from "./BookingCells";
import type { Challenge } from "./Challenges";

const WORDS = words.challenges;

/** The answer to a challenge, with a reason if somebody wants to give one. */
export function AnswerDialog({ challenge, answer, onClose }: { challenge: Challenge; answer: ChallengeAnswer; onClose: () => void }) {
  const { busy, problem, refusal, send } = useSend(BookingsAnswerDocument);
  const [reason, setReason] = useState("");
  const [override, setOverride] = useState("");
  const inTheWay = refusal?.__typename === "BookingConflict" ? refusal.conflicts : refusal?.__typename === "HigherHoldExists" ? refusal.holds : [];
  const outranked = override !== "" || refusal?.__typename === "HigherHoldExists";
  const confirms = answer === "CONFIRM";

  async function onSubmit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const input = {
      id: challenge.id,
      answer,
      ...(reason.trim() && { reason: reason.trim() }),
      ...(override.trim() && { override: { reason: override.trim() } }),
    };
    const saved = await send({ input });
    if (saved === null) return;
    outdate("BOOKING", "CHALLENGE");
    toast({ title: confirms ? WORDS.confirmed : WORDS.released, look: "success" });
    onClose();
  }

  return (
    <Dialog open onClose={onClose} title={confirms ? WORDS.confirmTitle : WORDS.releaseTitle} description={confirms ? WORDS.confirmHint : WORDS.releaseHint}>
      <form onSubmit={(event) => void onSubmit(event)} className="space-y-3">
        <p className="font-medium">{describe(challenge.challenged)}</p>
        <TextField
          label={words.reason}
          hint={words.reasonHint}
          maxLength={1000}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
          error={errorAt(problem, "reason")}
        />
        <Problem problem={problem} placed={["reason"]}>
          {inTheWay.length > 0 && (
            <p className="text-xs text-muted">
              {words.inTheWay}: {inTheWay.map(describe).join("; ")}
            </p>
          )}
        </Problem>
        {outranked && (
          <TextField label={words.override} hint={words.overrideHint} maxLength={1000} value={override} onChange={({ target }) => setOverride(target.value)} />
        )}
        <DialogActions>
          <Button look="quiet" onClick={onClose}>
            {common.close}
          </Button>
          <Button type="submit" look={confirms ? "primary" : "danger"} disabled={busy} {...(confirms && { "data-testid": "confirm-booking" })}>
            {confirms ? WORDS.confirm : WORDS.release}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
