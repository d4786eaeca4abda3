import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ask } from "../../api/ask";
import { session } from "../../api/endpoint";
import { FoundStudioDocument } from "../../api/operations";
import { isRefusal } from "../../api/refusal";
import { useViewer } from "../../app/viewer";
import { Button } from "../../ui/Button";
import { Dialog, DialogActions } from "../../ui/Dialog";
import { SelectField, TextField } from "../../ui/Field";
import { words as common } from "../../words/common";
import { words } from "../../words/signIn";
import { slugOf } from "./slug";

const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const ZONES = [...new Set([HERE, ...Intl.supportedValuesOf("timeZone")])].sort();

/** Founds a studio and goes on in it, as its owner. */
export function FoundStudio({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState("");
  // Follows the name until somebody has typed another.
  const [ownSlug, setOwnSlug] = useState<string | null>(null);
  const [timeZone, setTimeZone] = useState(HERE);
  const [currency, setCurrency] = useState<string>(useViewer().tenant.currency);
  const slug = ownSlug ?? slugOf(name);
  const founding = useMutation({
    mutationFn: () => ask(FoundStudioDocument, { input: { name: name.trim(), slug, timeZone, currency: currency.trim().toUpperCase() } }),
    onSuccess: ({ createStudio: answer }) => {
      if (!isRefusal(answer)) session.enter(answer.slug);
    },
  });
  const answer = founding.data?.createStudio;
  const refusal = answer !== undefined && isRefusal(answer) ? answer : null;
  const wrong = (field: string) => (refusal?.path.includes(field) ? refusal.message : null);
  const elsewhere = founding.error?.message ?? (refusal !== null && refusal.path.length === 0 ? refusal.message : null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    founding.mutate();
  };
  return (
    <Dialog open onClose={onClose} title={words.found.title} description={words.found.description}>
      <form onSubmit={submit} className="grid gap-3 sm:grid-cols-2">
        <TextField label={words.found.name} value={name} onChange={(event) => setName(event.target.value)} error={wrong("name")} required autoFocus />
        <TextField
          label={words.found.slug}
          hint={words.found.slugHint}
          value={slug}
          onChange={(event) => setOwnSlug(event.target.value)}
          error={wrong("slug")}
          autoCapitalize="none"
          spellCheck={false}
          required
        />
        <SelectField label={words.found.timeZone} value={timeZone} onChange={(event) => setTimeZone(event.target.value)} error={wrong("timeZone")}>
          {ZONES.map((zone) => (
            <option key={zone}>{zone}</option>
          ))}
        </SelectField>
        <TextField
          label={words.found.currency}
          hint={words.found.currencyHint}
          value={currency}
          onChange={(event) => setCurrency(event.target.value)}
          error={wrong("currency")}
          maxLength={3}
          required
        />
        <div className="sm:col-span-2">
          {elsewhere && (
            <p role="alert" className="text-sm text-danger">
              {elsewhere}
            </p>
          )}
          <DialogActions>
            <Button onClick={onClose}>{common.cancel}</Button>
            <Button look="primary" type="submit" disabled={founding.isPending}>
              {words.found.submit}
            </Button>
          </DialogActions>
        </div>
      </form>
    </Dialog>
  );
}
