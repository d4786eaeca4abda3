import { useEffect, useState } from "react";
import { session } from "../../api/endpoint";
import { SettingsFoundDocument } from "../../api/operations";
import { problemAt, problemBeside, useChange } from "../../api/useChange";
import { useViewer } from "../../app/viewer";
import { ownZone } from "../../time/formats";
import { Alert } from "../../ui/Alert";
import { Button } from "../../ui/Button";
import { Dialog, DialogActions } from "../../ui/Dialog";
import { TextField } from "../../ui/Field";
import { ZoneSelect } from "../../ui/ZoneSelect";
import { words as common } from "../../words/common";
import { words } from "../../words/settings";
import { CurrencySelect } from "./CurrencySelect";
import { slugOf } from "./slug";

const FIELDS = ["name", "slug", "timeZone", "currency"];

interface FoundProps {
  readonly onClose: () => void;
  /** The operator has not switched it on: it need not be offered again. */
  readonly onNotOffered: () => void;
}

/** Founds another studio, and leads there. */
export function FoundDialog({ onClose, onNotOffered }: FoundProps) {
  const { tenant } = useViewer();
  const [name, setName] = useState("");
  const [slug, setSlug] = useState<string | null>(null);
  const [timeZone, setTimeZone] = useState(ownZone);
  const [currency, setCurrency] = useState(tenant.currency);
  const [founded, setFounded] = useState<{ readonly name: string; readonly slug: string } | null>(null);
  const { busy, problem, send } = useChange(SettingsFoundDocument);
  const isNotOffered = problem?.code === "NOT_OFFERED";
  useEffect(() => {
    if (isNotOffered) onNotOffered();
  }, [isNotOffered, onNotOffered]);
  if (founded) return <Founded {...founded} onClose={onClose} />;

  async function found() {
    const made = await send({ input: { name: name.trim(), slug: slug ?? slugOf(name), timeZone, currency } });
    if (made !== null) setFounded(made);
  }

  return (
    <Dialog open onClose={onClose} title={words.foundTitle} description={words.foundHint}>
      <form
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          void found();
        }}
      >
        <TextField label={words.name} required value={name} error={problemAt(problem, "name")} onChange={({ target }) => setName(target.value)} />
        <TextField
          label={words.slug}
          hint={words.foundSlugHint}
          required
          value={slug ?? slugOf(name)}
          error={problemAt(problem, "slug")}
          onChange={({ target }) => setSlug(target.value)}
        />
        <ZoneSelect label={words.timeZone} value={timeZone} error={problemAt(problem, "timeZone")} onChange={setTimeZone} />
        <CurrencySelect label={words.currency} value={currency} error={problemAt(problem, "currency")} onChange={setCurrency} />
        <Alert>{isNotOffered ? words.notOffered : problemBeside(problem, FIELDS)}</Alert>
        <DialogActions>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button look="primary" type="submit" disabled={busy || isNotOffered}>
            {words.foundSave}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function Founded({ name, slug, onClose }: { name: string; slug: string; onClose: () => void }) {
  const { identity } = session.state();
  return (
    <Dialog open onClose={onClose} title={words.founded(name)} description={words.foundedHint(slug)}>
      <DialogActions>
        <Button onClick={onClose}>{common.close}</Button>
        {identity?.kind === "demo" && (
          <Button look="primary" onClick={() => session.become({ ...identity, tenant: slug })}>
            {words.goThere}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}
