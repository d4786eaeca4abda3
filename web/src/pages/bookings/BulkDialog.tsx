import { type FormEvent, useState } from "react";
import { BookingsArtistsDocument, BookingsBulkDocument, type BookingsRowFragment } from "../../api/operations";
import { outdate } from "../../api/outdate";
import { usePages } from "../../api/pages";
import { useSend } from "../../api/useSend";
import { Button } from "../../ui/Button";
import { Dialog, DialogActions } from "../../ui/Dialog";
import { SelectField, TextField } from "../../ui/Field";
import { errorAt, Problem } from "../../ui/Problem";
import { words as common } from "../../words/common";
import { words } from "../../words/bookings";
import { bulkInput, owesReason, type Step } from "./bulk";
import { Refusals } from "./Refusals";
import { toastWithUndo } from "./undo";

/** The fields at which a refusal can be shown. */
const PLACED = ["shiftDays", "artistId", "reason"];

export interface BulkDialogProps {
  readonly step: Step;
  readonly bookings: readonly BookingsRowFragment[];
  readonly onClose: () => void;
  /** After the step was taken. */
  readonly onDone: () => void;
}

/** Asks what a step with several bookings needs, takes it, and explains why if it is refused. */
export function BulkDialog({ step, bookings, onClose, onDone }: BulkDialogProps) {
  const { busy, problem, refusal, send, forget } = useSend(BookingsBulkDocument);
  const [left, setLeft] = useState(bookings);
  const [reason, setReason] = useState("");
  const [days, setDays] = useState("7");
  const [artistId, setArtistId] = useState("");
  const [override, setOverride] = useState("");
  const refused = refusal?.__typename === "BulkRefused" ? refusal : null;
  const outranked = override !== "" || (refused?.refusals.some(({ code }) => code === "HIGHER_HOLD_EXISTS") ?? false);

  async function take(chosen: readonly BookingsRowFragment[]): Promise<void> {
    const saved = await send({ input: bulkInput(step, chosen, { reason, days: Number(days), artistId, override }) });
    if (saved === null) return;
    outdate("BOOKING", "CHALLENGE");
    toastWithUndo(words.stepDone[step](chosen.length), saved.revision, saved.warnings[0]?.message);
    onDone();
  }

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    void take(left);
  }

  function leaveOut(): void {
    const out = new Set(refused?.refusals.map(({ bookingId }) => bookingId));
    const rest = left.filter(({ id }) => !out.has(id));
    setLeft(rest);
    forget();
    void take(rest);
  }

  return (
    <Dialog open onClose={onClose} title={words.stepTitle[step](left.length)} description={left.length > 1 ? words.allOrNone : undefined}>
      <form onSubmit={onSubmit} className="space-y-3">
        {step === "SHIFT" && (
          <TextField
            label={words.shiftDays}
            hint={words.shiftHint}
            type="number"
            step={1}
            required
            value={days}
            onChange={({ target }) => setDays(target.value)}
            error={errorAt(problem, "shiftDays")}
          />
        )}
        {step === "REASSIGN" && <ArtistField value={artistId} onChange={setArtistId} error={errorAt(problem, "artistId")} />}
        {step !== "SHIFT" && step !== "REASSIGN" && step !== "CONFIRM" && (
          <TextField
            label={words.reason}
            hint={words.reasonHint}
            maxLength={1000}
            required={owesReason(step, left)}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
            error={errorAt(problem, "reason")}
          />
        )}
        {refused === null ? <Problem problem={problem} placed={PLACED} /> : <Refusals refused={refused} of={left.length} />}
        {outranked && (
          <TextField label={words.override} hint={words.overrideHint} maxLength={1000} value={override} onChange={({ target }) => setOverride(target.value)} />
        )}
        <DialogActions>
          {refused !== null && refused.refusals.length < left.length && (
            <Button onClick={leaveOut} disabled={busy} className="mr-auto">
              {words.leaveOut(refused.refusals.length)}
            </Button>
          )}
          <Button look="quiet" onClick={onClose}>
            {common.close}
          </Button>
          <Button type="submit" look={step === "CANCEL" || step === "RELEASE" ? "danger" : "primary"} disabled={busy} {...(step === "CONFIRM" && { "data-testid": "confirm-booking" })}>
            {step === "SHIFT" || step === "REASSIGN" ? words.apply : words.steps[step]}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function ArtistField({ value, onChange, error }: { value: string; onChange: (id: string) => void; error: string | null }) {
  const { nodes = [] } = usePages(BookingsArtistsDocument, {}, { of: (data) => data.artists, kinds: ["ARTIST"], all: true });
  return (
    <SelectField label={words.newArtist} required value={value} onChange={({ target }) => onChange(target.value)} error={error} data-testid="artist-select">
      <option value="" disabled>
        {words.chooseArtist}
      </option>
      {nodes.map(({ id, name, specialties }) => (
        <option key={id} value={id}>
          {[name, ...specialties].join(" · ")}
        </option>
      ))}
    </SelectField>
  );
}
