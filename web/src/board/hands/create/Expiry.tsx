import { SelectField, TextField } from "../../../ui/Field";
import { words } from "../../../words/hands";
import { instantOf, type LocalTime } from "../model/localTime";
import { zoneText } from "../model/spelling";

/** When a hold runs out, as it stands in a form. */
export interface ExpiryDraft {
  readonly kind: "policy" | "at" | "never";
  /** The local time, where the kind is `at`. */
  readonly at: LocalTime;
}

export const BY_POLICY: ExpiryDraft = { kind: "policy", at: "" };

/** As the API takes it; null: no such time was typed. */
export function expiryInput({ kind, at }: ExpiryDraft, zone: string): { expiresAt?: string; neverExpires?: boolean } | null {
  if (kind === "policy") return {};
  if (kind === "never") return { neverExpires: true };
  const instant = instantOf(at, zone);
  return instant === null ? null : { expiresAt: new Date(instant).toISOString() };
}

interface ExpiryFieldsProps {
  readonly expiry: ExpiryDraft;
  readonly onChange: (expiry: ExpiryDraft) => void;
  readonly error: string | undefined;
  readonly zone: string;
  /** What the policy comes to, in words. */
  readonly policy: string;
}

export function ExpiryFields({ expiry, onChange, error, zone, policy }: ExpiryFieldsProps) {
  return (
    <div className="grid grid-cols-2 items-start gap-3">
      <SelectField
        label={words.form.expiry}
        value={expiry.kind}
        onChange={(event) => onChange({ ...expiry, kind: kindOf(event.target.value) })}
        className={expiry.kind === "at" ? "" : "col-span-2"}
      >
        <option value="policy">{policy}</option>
        <option value="at">{words.form.expiryAt}</option>
        <option value="never">{words.form.expiryNever}</option>
      </SelectField>
      {expiry.kind === "at" && (
        <TextField
          label={words.form.expiresAt}
          type="datetime-local"
          value={expiry.at}
          onChange={(event) => onChange({ ...expiry, at: event.target.value })}
          error={error}
          hint={zoneText(zone, Date.now())}
          required
        />
      )}
    </div>
  );
}

function kindOf(value: string): ExpiryDraft["kind"] {
  return value === "at" || value === "never" ? value : "policy";
}
