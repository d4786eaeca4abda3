import type { Problem as Cause } from "../../api/useSend";
import { useMay, useViewer } from "../../app/viewer";
import { SelectField, TextField } from "../../ui/Field";
import { errorAt } from "../../ui/Problem";
import { WeeklyHours } from "../../ui/WeeklyHours";
import { ZoneSelect } from "../../ui/ZoneSelect";
import { words } from "../../words/artists";
import type { Draft } from "./draft";

/** The fields at which a refusal can be shown. */
export const PLACED = ["name", "email", "specialties", "employment", "timeZone", "hourlyRate", "workingHours"];

/** What there is to say of an artist. What the viewer may not see is not asked for. */
export function ArtistFields({ draft, onChange, problem }: { draft: Draft; onChange: (draft: Draft) => void; problem: Cause | null }) {
  const { currency } = useViewer().tenant;
  const mayContact = useMay("contacts:read");
  const mayRates = useMay("rates:read");
  const set = (changes: Partial<Draft>) => onChange({ ...draft, ...changes });
  return (
    <div className="space-y-3">
      <TextField
        label={words.name}
        required
        maxLength={200}
        value={draft.name}
        onChange={({ target }) => set({ name: target.value })}
        error={errorAt(problem, "name")}
      />
      {mayContact && (
        <TextField
          label={words.email}
          type="email"
          value={draft.email}
          onChange={({ target }) => set({ email: target.value })}
          error={errorAt(problem, "email")}
        />
      )}
      <TextField
        label={words.specialties}
        hint={words.specialtiesHint}
        value={draft.specialties}
        onChange={({ target }) => set({ specialties: target.value })}
        error={errorAt(problem, "specialties")}
      />
      <div className="grid gap-3 sm:grid-cols-2">
        <SelectField label={words.employment} value={draft.employment} onChange={({ target }) => set({ employment: target.value === "STAFF" ? "STAFF" : "FREELANCE" })}>
          <option value="FREELANCE">{words.kinds.FREELANCE}</option>
          <option value="STAFF">{words.kinds.STAFF}</option>
        </SelectField>
        {mayRates && (
          <TextField
            label={words.rate(currency)}
            inputMode="decimal"
            pattern="\d{1,10}(\.\d{1,2})?"
            value={draft.hourlyRate}
            onChange={({ target }) => set({ hourlyRate: target.value })}
            error={errorAt(problem, "hourlyRate")}
          />
        )}
      </div>
      <ZoneSelect label={words.zone} required value={draft.timeZone} onChange={(timeZone) => set({ timeZone })} error={errorAt(problem, "timeZone")} />
      <WeeklyHours
        label={words.hours}
        hint={words.hoursHint}
        off={words.off}
        value={draft.workingHours}
        onChange={(workingHours) => set({ workingHours })}
        error={errorAt(problem, "workingHours")}
      />
    </div>
  );
}
