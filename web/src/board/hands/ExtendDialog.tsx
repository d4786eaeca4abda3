import { type FormEvent, useState } from "react";
import { ask } from "../../api/ask";
import { HandsExtendDocument } from "../../api/operations";
import { DAY } from "../../time/zone";
import { Dialog, SaveOrCancel } from "../../ui/Dialog";
import { words } from "../../words/hands";
import { expectedVersion } from "./changes/attempt";
import { tellSaved } from "./changes/report";
import { useArtists } from "./create/choices";
import { type ExpiryDraft, ExpiryFields, expiryInput } from "./create/Expiry";
import { Problem } from "./create/Problem";
import { useSending } from "./create/useSending";
import { localTimeAt } from "./model/localTime";
import { type Question, useHands } from "./useHands";

/** Gives a hold another expiry. */
export function ExtendDialog({ booking }: Extract<Question, { booking: unknown }>) {
  const close = useHands((state) => state.answered);
  const zone = useArtists()?.find(({ id }) => id === booking.artistId)?.timeZone ?? "UTC";
  const { send, refuse, isBusy, errors, problem, override, setOverride } = useSending();
  const [expiry, setExpiry] = useState<ExpiryDraft>(() => ({ kind: "policy", at: localTimeAt(Date.now() + DAY, zone) }));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const ending = expiryInput(expiry, zone);
    if (ending === null) return refuse({ expiresAt: words.form.needsTime });
    const end = await send({
      supposed: [],
      send: () => ask(HandsExtendDocument, { input: { id: booking.id, expectedVersion: expectedVersion(booking), ...ending } }),
    });
    if (end.kind !== "saved") return;
    close();
    tellSaved(end, words.done.extend);
  };

  return (
    <Dialog open onClose={close} title={words.extend.title} description={words.extend.hint}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <ExpiryFields expiry={expiry} onChange={setExpiry} error={errors.expiresAt} zone={zone} policy={words.form.expiryAnew} />
        <Problem problem={problem} override={override} onOverride={setOverride} />
        <SaveOrCancel onCancel={close} label={words.extend.run} disabled={isBusy} />
      </form>
    </Dialog>
  );
}
