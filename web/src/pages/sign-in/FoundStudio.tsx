import { type FormEvent, useState } from "react";
import { session } from "../../api/endpoint";
import { FoundStudioDocument } from "../../api/operations";
import { useSend } from "../../api/useSend";
import { useViewer } from "../../app/viewer";
import { ownZone } from "../../time/formats";
import { Dialog, SaveOrCancel } from "../../ui/Dialog";
import { TextField } from "../../ui/Field";
import { errorAt, Problem } from "../../ui/Problem";
import { ZoneSelect } from "../../ui/ZoneSelect";
import { words } from "../../words/signIn";
import { slugOf } from "./slug";

/** The fields at which a refusal can be shown. */
const PLACED = ["name", "slug", "timeZone", "currency"];

/** Founds a studio and goes on in it, as its owner. */
export function FoundStudio({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState("");
  // Follows the name until somebody has typed another.
  const [ownSlug, setOwnSlug] = useState<string | null>(null);
  const [timeZone, setTimeZone] = useState(ownZone);
  const [currency, setCurrency] = useState<string>(useViewer().tenant.currency);
  const slug = ownSlug ?? slugOf(name);
  const { busy, problem, send } = useSend(FoundStudioDocument);

  async function onSubmit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const founded = await send({ input: { name: name.trim(), slug, timeZone, currency: currency.trim().toUpperCase() } });
    if (founded !== null) session.enter(founded.slug);
  }

  return (
    <Dialog open onClose={onClose} title={words.found.title} description={words.found.description}>
      <form onSubmit={(event) => void onSubmit(event)} className="grid gap-3 sm:grid-cols-2">
        <TextField label={words.found.name} value={name} onChange={(event) => setName(event.target.value)} error={errorAt(problem, "name")} required autoFocus />
        <TextField
          label={words.found.slug}
          hint={words.found.slugHint}
          value={slug}
          onChange={(event) => setOwnSlug(event.target.value)}
          error={errorAt(problem, "slug")}
          autoCapitalize="none"
          spellCheck={false}
          required
        />
        <ZoneSelect label={words.found.timeZone} value={timeZone} onChange={setTimeZone} error={errorAt(problem, "timeZone")} />
        <TextField
          label={words.found.currency}
          hint={words.found.currencyHint}
          value={currency}
          onChange={(event) => setCurrency(event.target.value)}
          error={errorAt(problem, "currency")}
          maxLength={3}
          required
        />
        <div className="sm:col-span-2">
          <Problem problem={problem} placed={PLACED} />
          <SaveOrCancel onCancel={onClose} label={words.found.submit} disabled={busy} />
        </div>
      </form>
    </Dialog>
  );
}
