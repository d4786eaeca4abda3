import { type ReactNode, useState } from "react";
import { ask } from "../../api/ask";
import { SettingsDocument, type SettingsFieldsFragment, SettingsUpdateDocument } from "../../api/operations";
import { keyOf, queries } from "../../api/queries";
import { useSend } from "../../api/useSend";
import { useMay } from "../../app/viewer";
import { Alert } from "../../ui/Alert";
import { Button } from "../../ui/Button";
import { Checkbox, TextField } from "../../ui/Field";
import { Card } from "../../ui/Page";
import { errorAt } from "../../ui/Problem";
import { toast } from "../../ui/Toasts";
import { WeeklyHours } from "../../ui/WeeklyHours";
import { ZoneSelect } from "../../ui/ZoneSelect";
import { words } from "../../words/settings";
import { CurrencySelect } from "./CurrencySelect";
import { changesOf, draftOf, faultsOf, rebased, type SettingsDraft } from "./draft";

const FIELDS = ["name", "timeZone", "currency", "holdExpiryHours", "challengeHours", "businessHours"];

/** All settings in one form, saved together. */
export function SettingsForm({ settings }: { settings: SettingsFieldsFragment }) {
  const mayWrite = useMay("studio:write");
  /** What the draft began with. */
  const [base, setBase] = useState(settings);
  const [draft, setDraft] = useState(() => draftOf(settings));
  const [tried, setTried] = useState(false);
  const { busy, problem, send, forget } = useSend(SettingsUpdateDocument);
  const faults = faultsOf(draft);
  const isDirty = Object.keys(changesOf(draft, base)).length > 0;
  const set = (change: Partial<SettingsDraft>) => setDraft({ ...draft, ...change });
  const errorOf = (field: string) => (tried ? faults.get(field) : undefined) ?? errorAt(problem, field);

  const wrongAbove = (tried && faults.size > 0) || FIELDS.some((field) => errorAt(problem, field) !== null);
  const alert = problem?.code === "STALE_VERSION" ? words.stale : wrongAbove ? words.wrongAbove : problem?.message;

  function begin(now: SettingsFieldsFragment) {
    queries.setQueryData(keyOf(SettingsDocument, {}), { studioSettings: now });
    setBase(now);
    setDraft(draftOf(now));
    setTried(false);
    forget();
  }

  async function save() {
    setTried(true);
    if (faults.size > 0) return;
    const saved = await send({ input: { ...changesOf(draft, base), expectedVersion: base.version } });
    if (saved !== null) {
      begin(saved.studioSettings);
      toast({ title: words.saved, look: "success" });
      // The header has the studio's name, every page its zone.
      await queries.invalidateQueries({ queryKey: ["Viewer"] });
      return;
    }
    // Where this fails too, the form has told the problem already.
    const now = await ask(SettingsDocument, {}).catch(() => null);
    if (now === null || now.studioSettings.version === base.version) return;
    setDraft(rebased(draft, base, now.studioSettings));
    setBase(now.studioSettings);
  }

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {!mayWrite && <p className="mb-4 text-muted">{words.readOnly}</p>}
      <fieldset disabled={!mayWrite} className="grid items-start gap-6 lg:grid-cols-2">
        <div className="space-y-6">
          <Section title={words.studio}>
            <TextField label={words.name} required value={draft.name} error={errorOf("name")} onChange={({ target }) => set({ name: target.value })} />
            <TextField label={words.slug} hint={words.slugHint} value={base.slug} disabled />
            <ZoneSelect
              label={words.timeZone}
              hint={words.timeZoneHint}
              value={draft.timeZone}
              error={errorOf("timeZone")}
              onChange={(timeZone) => set({ timeZone })}
            />
            <CurrencySelect
              label={words.currency}
              hint={words.currencyHint}
              value={draft.currency}
              error={errorOf("currency")}
              onChange={(currency) => set({ currency })}
            />
          </Section>
          <Section title={words.artists}>
            <Switch
              label={words.artistsSeeBusy}
              hint={words.artistsSeeBusyHint}
              checked={draft.artistsSeeBusy}
              onChange={(artistsSeeBusy) => set({ artistsSeeBusy })}
            />
            <Switch
              label={words.artistsMayHold}
              hint={words.artistsMayHoldHint}
              checked={draft.artistsMayHold}
              onChange={(artistsMayHold) => set({ artistsMayHold })}
            />
          </Section>
        </div>
        <div className="space-y-6">
          <Section title={words.holds}>
            <Checkbox label={words.holdExpires} checked={draft.holdsExpire} onChange={({ target }) => set({ holdsExpire: target.checked })} />
            {draft.holdsExpire && (
              <TextField
                className="max-w-72"
                inputMode="numeric"
                label={words.holdExpiryHours}
                hint={words.holdExpiryHint}
                value={draft.holdExpiryHours}
                error={errorOf("holdExpiryHours")}
                onChange={({ target }) => set({ holdExpiryHours: target.value })}
              />
            )}
            <TextField
              className="max-w-72"
              inputMode="numeric"
              label={words.challengeHours}
              hint={words.challengeHint}
              value={draft.challengeHours}
              error={errorOf("challengeHours")}
              onChange={({ target }) => set({ challengeHours: target.value })}
            />
          </Section>
          <Section title={words.hours}>
            <WeeklyHours
              label={words.hours}
              labelHidden
              hint={words.hoursHint}
              off={words.closed}
              value={draft.businessHours}
              error={errorOf("businessHours")}
              onChange={(businessHours) => set({ businessHours })}
            />
          </Section>
        </div>
      </fieldset>
      {isDirty && (
        <div className="sticky bottom-0 z-10 mt-4 border-t border-line bg-canvas pb-3">
          <Alert>{alert}</Alert>
          <div className="mt-3 flex flex-wrap items-center gap-3">
            <p role="status" className="flex-1 text-muted">
              {words.unsaved}
            </p>
            <Button onClick={() => begin(base)}>{words.discard}</Button>
            <Button look="primary" type="submit" disabled={busy}>
              {words.save}
            </Button>
          </div>
        </div>
      )}
    </form>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card title={title}>
      <div className="space-y-4 p-4">{children}</div>
    </Card>
  );
}

function Switch({ label, hint, checked, onChange }: { label: string; hint: string; checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    <Checkbox
      label={
        <span>
          {label}
          <span className="block text-xs text-muted">{hint}</span>
        </span>
      }
      checked={checked}
      onChange={({ target }) => onChange(target.checked)}
    />
  );
}
