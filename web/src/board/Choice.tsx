import { SelectField } from "../ui/Field";

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly labelHidden?: boolean;
  readonly value: Value;
  readonly options: readonly (readonly [value: Value, text: string])[];
  readonly onChoose: (value: Value) => void;
}

/** One of a few. */
export function Choice<Value extends string>({ label, labelHidden = false, value, options, onChoose }: ChoiceProps<Value>) {
  const choose = (text: string) => {
    const chosen = options.find(([each]) => each === text);
    if (chosen !== undefined) onChoose(chosen[0]);
  };
  return (
    <SelectField label={label} labelHidden={labelHidden} value={value} onChange={(event) => choose(event.target.value)}>
      {options.map(([each, text]) => (
        <option key={each} value={each}>
          {text}
        </option>
      ))}
    </SelectField>
  );
}
