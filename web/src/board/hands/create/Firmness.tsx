import { useId } from "react";
import type { BookingStatus } from "../../../api/operations";
import { classes } from "../../../ui/classes";
import { words as common } from "../../../words/common";
import { words } from "../../../words/hands";

export type NewStatus = Exclude<BookingStatus, "CANCELLED">;
const STATUSES: readonly NewStatus[] = ["HOLD", "PENCIL", "CONFIRMED"];

/** How firm a new booking is to be. */
export function Firmness({ status, onChange }: { status: NewStatus; onChange: (status: NewStatus) => void }) {
  const id = useId();
  return (
    <fieldset className="grid gap-1" aria-describedby={`${id}-hint`}>
      <legend className="mb-1 text-xs font-medium text-muted">{words.form.status}</legend>
      <div className="flex rounded-md border border-line-strong/60 p-0.5">
        {STATUSES.map((each) => (
          <label
            key={each}
            className={classes(
              "flex-1 cursor-pointer rounded px-2 py-1 text-center text-sm has-focus-visible:outline-2 has-focus-visible:outline-ring",
              each === status ? "bg-accent-fill font-medium text-on-accent" : "text-muted hover:bg-sunken hover:text-ink",
            )}
          >
            <input type="radio" name={id} value={each} checked={each === status} onChange={() => onChange(each)} className="sr-only" />
            {common.status[each]}
          </label>
        ))}
      </div>
      <p id={`${id}-hint`} className="text-xs text-muted">
        {words.form.statusHints[status]}
      </p>
    </fieldset>
  );
}
