import { Plus, X } from "lucide-react";
import { useId } from "react";
import { type Day, DAYS, faultOf, furtherHours, type Hours, textsOf, weekOf } from "../time/week";
import { words } from "../words/weeklyHours";
import { Button } from "./Button";
import { classes } from "./classes";
import { Checkbox } from "./Field";

interface WeeklyHoursProps {
  readonly label: string;
  /** Only for those who hear the page. */
  readonly labelHidden?: boolean;
  readonly hint?: string;
  /** What a day without hours is called. */
  readonly off: string;
  /** As the API has it: `mon 09:00-18:00`. While it is typed, it may be incomplete: see `weekFault`. */
  readonly value: readonly string[];
  readonly onChange: (value: string[]) => void;
  readonly error?: string | null;
}

/** Hours that return every week; several stretches a day where there is a break. */
export function WeeklyHours({ label, labelHidden, hint, off, value, onChange, error }: WeeklyHoursProps) {
  const noteId = useId();
  const week = weekOf(value);
  const set = (changes: Partial<Record<Day, readonly Hours[]>>) => onChange(textsOf({ ...week, ...changes }));
  const { mon } = week;
  return (
    <fieldset aria-describedby={noteId} className="@container min-w-0">
      <legend className={labelHidden ? "sr-only" : "mb-1 text-xs font-medium text-muted"}>{label}</legend>
      <ul className="divide-y divide-line rounded-md border border-line">
        {DAYS.map((day) => (
          <li key={day} className="flex items-start gap-2 px-3 py-1.5">
            <Checkbox
              className="h-8.5 w-28 shrink-0 @max-md:w-15 max-md:h-11"
              label={<DayName day={day} />}
              checked={week[day].length > 0}
              onChange={({ target }) => set({ [day]: target.checked ? [furtherHours([])] : [] })}
            />
            {week[day].length === 0 ? (
              <p className="py-1.5 text-muted max-md:py-3">{off}</p>
            ) : (
              <DayHours day={day} hours={week[day]} onChange={(hours) => set({ [day]: hours })} />
            )}
          </li>
        ))}
      </ul>
      <p id={noteId} className={classes("mt-1 text-xs", error ? "text-danger" : "text-muted")}>
        {error ?? hint}
      </p>
      {mon.length > 0 && (
        <Button size="small" className="mt-2 max-md:min-h-11" title={words.copyHint} onClick={() => set({ tue: mon, wed: mon, thu: mon, fri: mon })}>
          {words.copy}
        </Button>
      )}
    </fieldset>
  );
}

/** The short name is for the eyes, where there is little room. */
function DayName({ day }: { day: Day }) {
  return (
    <>
      <span className="@max-md:sr-only">{words.days[day]}</span>
      <span aria-hidden className="@md:hidden">
        {words.short[day]}
      </span>
    </>
  );
}

function DayHours({ day, hours, onChange }: { day: Day; hours: readonly Hours[]; onChange: (hours: readonly Hours[]) => void }) {
  const name = words.days[day];
  const fault = faultOf(hours);
  const set = (index: number, change: Partial<Hours>) => onChange(hours.map((each, at) => (at === index ? { ...each, ...change } : each)));
  return (
    <div className="min-w-0 flex-1 space-y-1">
      {hours.map((each, index) => (
        <div key={index} className="flex flex-wrap items-center gap-1">
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
      className="h-8.5 max-w-28 min-w-18 flex-1 rounded-md border border-line-strong/60 bg-surface px-1.5 text-sm tabular-nums aria-invalid:border-danger max-md:h-11 [&::-webkit-calendar-picker-indicator]:hidden"
    />
  );
}
