import { useMemo } from "react";
import { SelectField } from "./Field";

interface ZoneSelectProps {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | null;
  readonly className?: string;
  readonly required?: boolean;
  /** An IANA name. */
  readonly value: string;
  readonly onChange: (zone: string) => void;
}

/** A time zone, found by its continent and city. */
export function ZoneSelect({ value, onChange, ...rest }: ZoneSelectProps) {
  const groups = useMemo(() => byContinent(new Set([value, "UTC", ...Intl.supportedValuesOf("timeZone")])), [value]);
  return (
    <SelectField {...rest} value={value} onChange={({ target }) => onChange(target.value)}>
      {groups.map(([continent, zones]) =>
        continent === "" ? (
          zones.map((zone) => <option key={zone}>{zone}</option>)
        ) : (
          <optgroup key={continent} label={continent}>
            {zones.map((zone) => (
              <option key={zone} value={zone}>
                {zone.replaceAll("_", " ")}
              </option>
            ))}
          </optgroup>
        ),
      )}
    </SelectField>
  );
}

function byContinent(zones: Iterable<string>): [string, string[]][] {
  const groups = new Map<string, string[]>();
  for (const zone of [...zones].sort()) {
    const continent = zone.includes("/") ? zone.slice(0, zone.indexOf("/")) : "";
    groups.set(continent, [...(groups.get(continent) ?? []), zone]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}
