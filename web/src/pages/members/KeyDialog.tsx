import { useState } from "react";
import { MembersCreateKeyDocument } from "../../api/operations";
import { useSend } from "../../api/useSend";
import { useViewer } from "../../app/viewer";
import { ownZone } from "../../time/formats";
import { Alert } from "../../ui/Alert";
import { Dialog, SaveOrCancel } from "../../ui/Dialog";
import { Checkbox, SelectField, TextField } from "../../ui/Field";
import { errorAt, Problem } from "../../ui/Problem";
import { words } from "../../words/members";
import { refreshMembers } from "./everyone";
import { endOf, EXPIRIES, grantable, type KeyExpiry, scopeMeaning, toggled } from "./keyDraft";
import { NewKey } from "./NewKey";

const FIELDS = ["name", "scopes", "expiresAt"];

/** Makes a key, and shows it this once. */
export function KeyDialog({ onClose }: { onClose: () => void }) {
  const viewer = useViewer();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly string[]>(["schedule:read"]);
  const [expiry, setExpiry] = useState<KeyExpiry>("365");
  const [date, setDate] = useState("");
  const [missing, setMissing] = useState(false);
  const [key, setKey] = useState<string | null>(null);
  const { busy, problem, send } = useSend(MembersCreateKeyDocument);

  async function create() {
    setMissing(scopes.length === 0);
    if (scopes.length === 0) return;
    const made = await send({ input: { name: name.trim(), scopes: [...scopes], expiresAt: endOf(expiry, date, ownZone) } });
    if (made === null) return;
    setKey(made.key);
    await refreshMembers();
  }

  if (key !== null) return <NewKey value={key} onClose={onClose} />;
  const scopeError = missing ? words.keyScopesMissing : errorAt(problem, "scopes");
  return (
    <Dialog open onClose={onClose} title={words.createKeyTitle} description={words.keysHint}>
      <form
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <TextField
          required
          autoComplete="off"
          label={words.keyName}
          hint={words.keyNameHint}
          value={name}
          error={errorAt(problem, "name")}
          onChange={({ target }) => setName(target.value)}
        />
        <fieldset>
          <legend className="mb-1 text-xs font-medium text-muted">{words.keyScopes}</legend>
          <div className="space-y-1.5">
            {grantable(viewer.scopes).map((scope) => (
              <Checkbox
                key={scope}
                label={
                  <span>
                    {scopeMeaning(scope)} <code className="text-xs text-muted">{scope}</code>
                  </span>
                }
                checked={scopes.includes(scope)}
                onChange={() => setScopes(toggled(scopes, scope))}
              />
            ))}
          </div>
          <p className="mt-1 text-xs text-muted">{words.needsRates}</p>
          <Alert>{scopeError}</Alert>
        </fieldset>
        <div className="grid gap-3 sm:grid-cols-2">
          <SelectField
            label={words.keyExpires}
            value={expiry}
            error={errorAt(problem, "expiresAt")}
            onChange={({ target }) => setExpiry(EXPIRIES.find((each) => each === target.value) ?? "365")}
          >
            {EXPIRIES.map((each) => (
              <option key={each} value={each}>
                {words.keyExpiry[each]}
              </option>
            ))}
          </SelectField>
          {expiry === "date" && <TextField type="date" required label={words.keyDate} value={date} onChange={({ target }) => setDate(target.value)} />}
        </div>
        <Problem problem={problem} placed={FIELDS} />
        <SaveOrCancel onCancel={onClose} label={words.keyCreate} disabled={busy} />
      </form>
    </Dialog>
  );
}
