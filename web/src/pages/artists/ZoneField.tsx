import { SelectField } from "../../ui/Field";

const zones = Intl.supportedValuesOf("timeZone");

/** A time zone, by continent. */
export function ZoneField({ label, value, onChange, error }: { label: string; value: string; onChange: (zone: string) => void; error: string | null }) {
  const all = zones.includes(value) || value === "" ? zones : [value, ...zones];
  const regions = [...new Set(all.map(regionOf))];
  return (
    <SelectField label={label} required value={value} onChange={({ target }) => onChange(target.value)} error={error}>
      {regions.map((region) => (
        <optgroup key={region} label={region}>
          {all.filter((zone) => regionOf(zone) === region).map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll("_", " ")}
            </option>
          ))}
        </optgroup>
      ))}
    </SelectField>
  );
}

function regionOf(zone: string): string {
  return zone.split("/", 1)[0] ?? zone;
}
