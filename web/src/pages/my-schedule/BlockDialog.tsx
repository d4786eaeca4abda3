import { useState } from "react";
import { newId } from "../../api/newId";
import { MyScheduleBlockDocument } from "../../api/operations";
import { queries } from "../../api/queries";
import { useSend } from "../../api/useSend";
import { Dialog, SaveOrCancel } from "../../ui/Dialog";
import { Checkbox, SelectField, TextArea, TextField } from "../../ui/Field";
import { errorAt, Problem } from "../../ui/Problem";
import { toast } from "../../ui/Toasts";
import { words } from "../../words/mySchedule";
import { blockInput, type BlockDraft, isInOrder } from "./block";

const FIELDS = ["startDate", "endDate", "startTime", "endTime", "notes"];

interface BlockProps {
  readonly artistId: string;
  readonly zone: string;
  /** An ISO date. */
  readonly today: string;
  /** After how many hours the studio's holds end; null: never. */
  readonly expiryHours: number | null;
  readonly onClose: () => void;
}

/** Holds one's own time. */
export function BlockDialog({ artistId, zone, today, expiryHours, onClose }: BlockProps) {
  const [id, setId] = useState(newId);
  const [draft, setDraft] = useState<BlockDraft>({ first: today, last: today, hours: null, notes: "", forever: true });
  const { busy, problem, send } = useSend(MyScheduleBlockDocument);
  const [outOfOrder, setOutOfOrder] = useState(false);
  const set = (change: Partial<BlockDraft>) => {
    setDraft({ ...draft, ...change });
    // Under one id the same is booked once, however often it is sent; something else needs another.
    setId(newId());
    setOutOfOrder(false);
  };

  async function save() {
    if (!isInOrder(draft)) {
      setOutOfOrder(true);
      return;
    }
    const saved = await send({ input: { ...(id !== null && { id }), artistId, ...blockInput(draft, zone) } });
    if (saved === null) return;
    const [warning] = saved.warnings;
    toast({ title: words.blockDone, look: "success", ...(warning && { detail: warning.message }) });
    onClose();
    await queries.invalidateQueries({ queryKey: ["MySchedule"] });
  }

  const endError = outOfOrder ? words.blockOrder : null;
  return (
    <Dialog open onClose={onClose} title={words.blockTitle} description={words.blockHint}>
      <form
        className="space-y-3 [&_input:not([type=checkbox])]:h-11 [&_:is(button,select)]:h-11"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div className="grid grid-cols-2 gap-3">
          <TextField
            type="date"
            required
            label={words.blockFirst}
            value={draft.first}
            error={errorAt(problem, "startDate")}
            onChange={({ target }) => set({ first: target.value, ...(draft.last < target.value && { last: target.value }) })}
          />
          <TextField
            type="date"
            required
            label={words.blockLast}
            value={draft.last}
            error={draft.hours === null ? (endError ?? errorAt(problem, "endDate")) : null}
            onChange={({ target }) => set({ last: target.value })}
          />
        </div>
        <Checkbox
          className="min-h-11"
          label={words.blockHours}
          checked={draft.hours !== null}
          onChange={({ target }) => set({ hours: target.checked ? { start: "09:00", end: "13:00" } : null })}
        />
        {draft.hours && (
          <div className="grid grid-cols-2 gap-3">
            <TextField
              type="time"
              required
              label={words.blockStart}
              value={draft.hours.start}
              error={errorAt(problem, "startTime")}
              onChange={({ target }) => draft.hours && set({ hours: { ...draft.hours, start: target.value } })}
            />
            <TextField
              type="time"
              required
              label={words.blockEnd}
              value={draft.hours.end}
              error={endError ?? errorAt(problem, "endTime")}
              onChange={({ target }) => draft.hours && set({ hours: { ...draft.hours, end: target.value } })}
            />
          </div>
        )}
        <SelectField label={words.blockExpiry} value={draft.forever ? "forever" : "policy"} onChange={({ target }) => set({ forever: target.value === "forever" })}>
          <option value="forever">{words.blockForever}</option>
          <option value="policy">{words.blockPolicy(expiryHours)}</option>
        </SelectField>
        <TextArea
          label={words.blockNotes}
          hint={words.blockNotesHint}
          value={draft.notes}
          error={errorAt(problem, "notes")}
          onChange={({ target }) => set({ notes: target.value })}
        />
        <Problem problem={problem} placed={FIELDS} />
        <SaveOrCancel onCancel={onClose} label={words.blockSave} disabled={busy} />
      </form>
    </Dialog>
  );
}
