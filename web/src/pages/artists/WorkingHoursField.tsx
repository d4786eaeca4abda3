import { Plus, X } from "lucide-react";
import { useId } from "react";
import { Button } from "../../ui/Button";
import { words } from "../../words/artists";
import type { Stretch, WorkingWeek } from "./workingWeek";

export interface WorkingHoursFieldProps {
  readonly week: WorkingWeek;
  readonly onChange: (week: WorkingWeek) => void;
  readonly error: string | null;
}

const NEW: Stretch = { start: "09:00", end: "18:00" };
const WORKDAYS = 5;

/** A week's working hours, any number of stretches a day. */
export function WorkingHoursField({ week, onChange, error }: WorkingHoursFieldProps) {
  const noteId = useId();
  const change = (day: number, stretches: readonly Stretch[]) => onChange(week.with(day, stretches));
  return (
    <fieldset aria-describedby={noteId} className="min-w-0">
      <legend className="mb-1 text-xs font-medium text-muted">{words.hours}</legend>
      <ul className="divide-y divide-line rounded-md border border-line-strong/60">
        {week.map((stretches, day) => (
          <DayHours key={day} name={words.weekdays[day] ?? ""} short={words.weekdaysShort[day] ?? ""} stretches={stretches} onChange={(changed) => change(day, changed)} />
        ))}
      </ul>
      <p id={noteId} className={error ? "mt-1 text-xs text-danger" : "mt-1 text-xs text-muted"}>
        {error ?? words.hoursHint}
      </p>
      <Button look="quiet" size="small" className="mt-1" onClick={() => onChange(week.map((hours, day) => (day < WORKDAYS ? (week[0] ?? []) : hours)))}>
        {words.copyMonday}
      </Button>
    </fieldset>
  );
}

interface DayHoursProps {
  readonly name: string;
  readonly short: string;
  readonly stretches: readonly Stretch[];
  readonly onChange: (stretches: readonly Stretch[]) => void;
}

const TIME =
  "h-8 min-w-0 flex-1 rounded-md border border-line-strong/60 bg-surface px-1.5 text-sm tabular-nums [&::-webkit-calendar-picker-indicator]:hidden max-md:h-11";

function DayHours({ name, short, stretches, onChange }: DayHoursProps) {
  return (
    <li className="flex items-start gap-2 px-2.5 py-1.5">
      <span className="w-20 shrink-0 py-1 max-sm:w-10">
        <span className="max-sm:sr-only">{name}</span>
        <span aria-hidden className="sm:hidden">
          {short}
        </span>
      </span>
      <div className="min-w-0 flex-1 space-y-1">
        {stretches.length === 0 && <span className="block py-1 text-muted">{words.off}</span>}
        {stretches.map((stretch, index) => (
          <div key={index} className="flex items-center gap-1">
            <input
              type="time"
              aria-label={words.from(name)}
              value={stretch.start}
              onChange={({ target }) => onChange(stretches.with(index, { ...stretch, start: target.value }))}
              className={TIME}
            />
            <span aria-hidden>–</span>
            <input
              type="time"
              aria-label={words.to(name)}
              // A time field has no 24:00.
              value={stretch.end === "24:00" ? "00:00" : stretch.end}
              onChange={({ target }) => onChange(stretches.with(index, { ...stretch, end: target.value === "00:00" ? "24:00" : target.value }))}
              className={TIME}
            />
            <Button look="quiet" size="small" aria-label={words.removeHours(name)} onClick={() => onChange(stretches.toSpliced(index, 1))}>
              <X />
            </Button>
          </div>
        ))}
      </div>
      <Button look="quiet" size="small" aria-label={words.addHours(name)} onClick={() => onChange([...stretches, NEW])} className="mt-0.5">
        <Plus />
      </Button>
    </li>
  );
}
