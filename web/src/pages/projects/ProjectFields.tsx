import { ProjectManagersDocument, type ProjectStatus } from "../../api/operations";
import { useAsk } from "../../api/queries";
import type { Problem as Cause } from "../../api/useSend";
import { useMay, useViewer } from "../../app/viewer";
import { SelectField, TextField } from "../../ui/Field";
import { errorAt } from "../../ui/Problem";
import { words } from "../../words/projects";
import { type Draft, hasEnded } from "./draft";

/** The fields at which a refusal can be shown. */
export const PLACED = ["name", "client", "status", "startDate", "endDate", "managerId", "budget", "budgetHours", "holdExpiryHours"];

export interface ProjectFieldsProps {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  readonly problem: Cause | null;
  /** Which statuses can be chosen. */
  readonly statuses: readonly ProjectStatus[];
  /** Where it stands now; null: it is a new one. */
  readonly before: ProjectStatus | null;
}

/** What there is to say of a project. What the viewer may not see is not asked for. */
export function ProjectFields({ draft, onChange, problem, statuses, before }: ProjectFieldsProps) {
  const { currency } = useViewer().tenant;
  const mayRates = useMay("rates:read");
  const { data } = useAsk(ProjectManagersDocument, {});
  const members = data?.members.nodes ?? [];
  const set = (changes: Partial<Draft>) => onChange({ ...draft, ...changes });
  const ends = hasEnded(draft.status) && before !== null && !hasEnded(before);
  const field = (name: Exclude<keyof Draft, "status">) => ({
    value: draft[name],
    onChange: ({ target }: { target: { value: string } }) => set({ [name]: target.value }),
    error: errorAt(problem, name),
  });
  return (
    <div className="space-y-3">
      <TextField label={words.name} required maxLength={200} {...field("name")} />
      <TextField label={words.client} maxLength={200} {...field("client")} />
      <SelectField
        label={words.statusLabel}
        hint={ends ? words.endsHint : undefined}
        value={draft.status}
        onChange={({ target }) => set({ status: target.value as ProjectStatus })}
        error={errorAt(problem, "status")}
      >
        {statuses.map((status) => (
          <option key={status} value={status}>
            {words.status[status]}
          </option>
        ))}
      </SelectField>
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField label={words.start} type="date" {...field("startDate")} />
        <TextField label={words.end} type="date" {...field("endDate")} />
      </div>
      <SelectField label={words.manager} hint={words.managerHint} {...field("managerId")}>
        <option value="">{words.nobody}</option>
        {members.map(({ user }) => (
          <option key={user.id} value={user.id}>
            {user.name}
          </option>
        ))}
      </SelectField>
      {mayRates && (
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField label={words.budgetIn(currency)} inputMode="decimal" pattern="\d{1,12}(\.\d{1,2})?" {...field("budget")} />
          <TextField label={words.budgetHours} inputMode="decimal" pattern="\d{1,8}(\.\d{1,2})?" {...field("budgetHours")} />
        </div>
      )}
      <TextField label={words.expiry} hint={words.expiryHint} type="number" min={0} max={8784} step={1} {...field("holdExpiryHours")} />
    </div>
  );
}
