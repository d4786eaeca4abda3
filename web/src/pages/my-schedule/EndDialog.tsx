import { useState } from "react";
import { MyScheduleDeclineDocument, MyScheduleTakeBackDocument } from "../../api/operations";
import { queries } from "../../api/queries";
import { useSend } from "../../api/useSend";
import { spanName } from "../../time/span";
import { Alert } from "../../ui/Alert";
import { Button } from "../../ui/Button";
import { Dialog, SaveOrCancel } from "../../ui/Dialog";
import { TextArea } from "../../ui/Field";
import { errorAt } from "../../ui/Problem";
import { toast } from "../../ui/Toasts";
import { words } from "../../words/mySchedule";
import { endingOf, type MyBooking, workOf } from "./mine";

/** Asks why before a hold or pencil is declined, and once more before a block is taken back. */
export function EndDialog({ booking, zone, onClose }: { booking: MyBooking; zone: string; onClose: () => void }) {
  const takesBack = endingOf(booking) === "takeBack";
  const [reason, setReason] = useState<string>(takesBack ? words.takenBackReason : "");
  const [missing, setMissing] = useState(false);
  const decline = useSend(MyScheduleDeclineDocument);
  const takeBack = useSend(MyScheduleTakeBackDocument);
  const { busy, problem } = takesBack ? takeBack : decline;

  async function end() {
    if (reason.trim() === "") {
      setMissing(true);
      return;
    }
    const input = { id: booking.id, reason: reason.trim(), expectedVersion: booking.version };
    const saved = await (takesBack ? takeBack : decline).send({ input });
    await queries.invalidateQueries({ queryKey: ["MySchedule"] });
    if (saved === null) return;
    toast({ title: takesBack ? words.takenBack : words.declined, detail: spanName(booking, zone), look: "success" });
    onClose();
  }

  const stale = problem?.code === "STALE_VERSION";
  const error = missing && reason.trim() === "" ? words.reasonMissing : errorAt(problem, "reason");
  return (
    <Dialog open onClose={onClose} title={takesBack ? words.takeBack : words.declineTitle(workOf(booking))} description={spanName(booking, zone)}>
      <form
        className="[&_button]:h-11"
        onSubmit={(event) => {
          event.preventDefault();
          void end();
        }}
      >
        <p className="mb-3 text-muted">{takesBack ? words.takeBackHint : words.declineHint}</p>
        {!takesBack && (
          <>
            <TextArea label={words.reason} value={reason} error={error} onChange={(event) => setReason(event.target.value)} />
            <div className="mt-2 flex flex-wrap gap-2">
              {words.reasons.map((each) => (
                <Button key={each} onClick={() => setReason(each)}>
                  {each}
                </Button>
              ))}
            </div>
          </>
        )}
        {problem && error === null && <Alert>{stale ? words.changed : problem.message}</Alert>}
        <SaveOrCancel
          onCancel={onClose}
          label={takesBack ? words.takeBack : words.decline}
          look={takesBack ? "primary" : "danger"}
          disabled={busy || stale}
        />
      </form>
    </Dialog>
  );
}
