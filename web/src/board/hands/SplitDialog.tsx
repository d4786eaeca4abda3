import { type FormEvent, useState } from "react";
import { ask } from "../../api/ask";
import { HandsSplitDocument, type HandsSplitMutationVariables } from "../../api/operations";
import { dayOf } from "../../time/formats";
import { spanName } from "../../time/span";
import { Dialog, SaveOrCancel } from "../../ui/Dialog";
import { SelectField, TextField } from "../../ui/Field";
import { words } from "../../words/hands";
import { expectedVersion } from "./changes/attempt";
import { tellSaved } from "./changes/report";
import { useArtists } from "./create/choices";
import { Problem } from "./create/Problem";
import { useSending } from "./create/useSending";
import { dayAfter, instantOf, localTimeAt } from "./model/localTime";
import { zoneText } from "./model/spelling";
import { type Question, useHands } from "./useHands";

/** Divides a booking in two, or cuts a stretch out of it. */
export function SplitDialog({ booking }: Extract<Question, { booking: unknown }>) {
  const close = useHands((state) => state.answered);
  const zone = useArtists()?.find(({ id }) => id === booking.artistId)?.timeZone;
  const { send, refuse, isBusy, errors, problem, override, setOverride } = useSending();
  const [isCut, setCut] = useState(false);
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  if (zone === undefined) return null;
  const isByDays = booking.days !== null;
  const type = isByDays ? "date" : "datetime-local";
  const least = isByDays ? dayOf(booking.start, zone) : localTimeAt(booking.start, zone);
  const most = isByDays ? dayAfter(dayOf(booking.end, zone), -1) : localTimeAt(booking.end, zone);
  const cutting = cutInput(isByDays, isCut, from, to, zone);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (cutting === null) return refuse({ ...(from === "" && { from: words.form.needsTime }), ...(isCut && to === "" && { to: words.form.needsTime }) });
    const end = await send({
      supposed: [],
      send: () => ask(HandsSplitDocument, { input: { id: booking.id, expectedVersion: expectedVersion(booking), ...cutting } }),
    });
    if (end.kind !== "saved") return;
    close();
    tellSaved(end, isCut ? words.done.cut : words.done.split);
  };

  return (
    <Dialog open onClose={close} title={words.split.title} description={words.split.hint}>
      <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-3">
        <p>{spanName(booking, zone)}</p>
        <SelectField label={words.split.how} value={isCut ? "cut" : "two"} onChange={(event) => setCut(event.target.value === "cut")}>
          <option value="two">{words.split.inTwo}</option>
          <option value="cut">{words.split.cutOut}</option>
        </SelectField>
        <div className="grid grid-cols-2 gap-3">
          <TextField
            label={!isCut ? words.split.secondPart : isByDays ? words.split.cutFirst : words.split.cutFrom}
            type={type}
            min={least}
            max={most}
            value={from}
            onChange={(event) => setFrom(event.target.value)}
            error={errors.from}
            required
          />
          {isCut && (
            <TextField
              label={isByDays ? words.split.cutLast : words.split.cutTo}
              type={type}
              min={from || least}
              max={most}
              value={to}
              onChange={(event) => setTo(event.target.value)}
              error={errors.to}
              required
            />
          )}
        </div>
        <p className="text-xs text-muted">{words.form.zone(zoneText(zone, booking.start))}</p>
        <Problem problem={problem} override={override} onOverride={setOverride} />
        <SaveOrCancel onCancel={close} label={isCut ? words.split.cut : words.split.run} disabled={isBusy} />
      </form>
    </Dialog>
  );
}

type Cut = Omit<HandsSplitMutationVariables["input"], "id" | "expectedVersion">;

/** As the API takes it; null: something is missing. */
function cutInput(isByDays: boolean, isCut: boolean, from: string, to: string, zone: string): Cut | null {
  if (from === "" || (isCut && to === "")) return null;
  if (isByDays) return isCut ? { startDate: from, endDate: to } : { on: from };
  const text = (local: string) => new Date(instantOf(local, zone) ?? Number.NaN).toISOString();
  return isCut ? { startTime: text(from), endTime: text(to) } : { at: text(from) };
}
