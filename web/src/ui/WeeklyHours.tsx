import { Plus, X } from "lucide-react";
import { words } from "../words/weeklyHours";
import { Button } from "./Button";
import { Checkbox } from "./Field";
import { type Day, DAYS, faultOf, furtherHours, type Hours, textsOf, weekOf } from "./weekdays";

interface WeeklyHoursProps {
  readonly label: string;
  /** Only for those who hear the page. */
  readonly labelHidden?: boolean;
  readonly hint?: string;
  /** As the API has it: `mon 09:00-18:00`. While it is typed, it may be incomplete: see `isSoundWeek`. */
  readonly value: readonly string[];
  readonly onChange: (value: string[]) => void;
  readonly error?: string | null;
}

/** Hours that return every week; several stretches a day where there is a break. */
export function WeeklyHours({ label, labelHidden, hint, value, onChange, error }: WeeklyHoursProps) {
  const week = weekOf(value);
  const set = (changes: Partial<Record<Day, readonly Hours[]>>) => onChange(textsOf({ ...week, ...changes }));
  const { mon } = week;
  return (
    <fieldset className="min-w-0">
      <legend className={labelHidden ? "sr-only" : "text-xs font-medium text-muted"}>{label}</legend>
      {hint && <p className="mb-1 text-xs text-muted">{hint}</p>}
      <ul className="divide-y divide-line rounded-md border border-line">
        {DAYS.map((day) => (
          <li key={day} className="flex flex-wrap items-start gap-x-4 gap-y-1 px-3 py-2">
            <Checkbox
              className="h-8.5 w-32 max-sm:w-full"
              label={words.days[day]}
              checked={week[day].length > 0}
              onChange={({ target }) => set({ [day]: target.checked ? [furtherHours([])] : [] })}
            />
            <DayHours day={day} hours={week[day]} onChange={(hours) => set({ [day]: hours })} />
          </li>
        ))}
      </ul>
      {error && <p className="mt-1 text-xs text-danger">{error}</p>}
      {mon.length > 0 && (
        <Button size="small" className="mt-2" title={words.copyHint} onClick={() => set({ tue: mon, wed: mon, thu: mon, fri: mon })}>
          {words.copy}
        </Button>
      )}
    </fieldset>
  );
}

function DayHours({ day, hours, onChange }: { day: Day; hours: readonly Hours[]; onChange: (hours: readonly Hours[]) => void }) {
  const name = words.days[day];
  const fault = faultOf(hours);
  const set = (index: number, change: Partial<Hours>) => onChange(hours.map((each, at) => (at === index ? { ...each, ...change } : each)));
  if (hours.length === 0) return <p className="py-1.5 text-muted">{words.closed}</p>;
  return (
    <div className="min-w-0 flex-1 space-y-1.5">
      {hours.map((each, index) => (
        <div key={index} className="flex flex-wrap items-center gap-1.5">
          <Clock label={words.from(name)} value={each.start} isWrong={fault !== null} onChange={(start) => set(index, { start })} />
          <span aria-hidden>–</span>
          <Clock
            label={words.until(name)}
            value={each.end === "24:00" ? "00:00" : each.end}
            isWrong={fault !== null}
            // Midnight at the end of the day: the browser knows the one at its beginning only.
            onChange={(end) => set(index, { end: end === "00:00" ? "24:00" : end })}
          />
          <Button
            look="quiet"
            size="icon"
            aria-label={words.remove(name, `${each.start}–${each.end}`)}
            onClick={() => onChange(hours.filter((_, at) => at !== index))}
          >
            <X />
          </Button>
          {index === hours.length - 1 && (
            <Button
              look="quiet"
              size="icon"
              aria-label={words.addOn(name)}
              title={words.addOn(name)}
              onClick={() => onChange([...hours, furtherHours(hours)])}
            >
              <Plus />
            </Button>
          )}
        </div>
      ))}
      {fault && (
        <p role="alert" className="text-xs text-danger">
          {fault}
        </p>
      )}
    </div>
  );
}

function Clock({ label, value, isWrong, onChange }: { label: string; value: string; isWrong: boolean; onChange: (value: string) => void }) {
  return (
    <input
      type="time"
      aria-label={label}
      aria-invalid={isWrong}
      value={value}
      onChange={({ target }) => onChange(target.value)}
      className="h-8.5 rounded-md border border-line-strong/60 bg-surface px-2 text-sm aria-invalid:border-danger"
    />
  );
}
