import { SelectField } from "../../ui/Field";

interface CurrencySelectProps {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | null;
  /** An ISO 4217 code. */
  readonly value: string;
  readonly onChange: (currency: string) => void;
}

const names = new Intl.DisplayNames("en", { type: "currency" });

/** A currency by its code and name. */
export function CurrencySelect({ value, onChange, ...rest }: CurrencySelectProps) {
  const codes = [...new Set([value, ...Intl.supportedValuesOf("currency")])].sort();
  return (
    <SelectField {...rest} value={value} onChange={({ target }) => onChange(target.value)}>
      {codes.map((code) => (
        <option key={code} value={code}>
          {code} – {names.of(code)}
        </option>
      ))}
    </SelectField>
  );
}
