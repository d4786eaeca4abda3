import { useEffect, useRef } from "react";
import type { ConfirmedBookings, ProjectUpdateMutation } from "../../api/operations";
import { words } from "../../words/projects";
import { describe } from "../bookings/BookingCells";

export interface BookingsAheadProps {
  readonly ahead: Extract<ProjectUpdateMutation["updateProject"], { __typename: "BookingsAhead" }>;
  readonly chosen: ConfirmedBookings | null;
  readonly onChoose: (choice: ConfirmedBookings) => void;
}

const SHOWN = 5;
const CHOICES = [
  { choice: "KEEP", label: words.keep, hint: words.keepHint },
  { choice: "CANCEL", label: words.cancel, hint: words.cancelHint },
] as const;

/** The question that ending a project raises while confirmed bookings lie ahead. */
export function BookingsAhead({ ahead: { count, bookings }, chosen, onChoose }: BookingsAheadProps) {
  const ref = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    ref.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <fieldset ref={ref} className="rounded-lg bg-warning-soft p-3">
      <legend className="float-left mb-2 w-full font-medium text-warning">
        <span role="alert">{words.ahead(count)}</span>
      </legend>
      <ul className="clear-both list-disc space-y-1 pl-5">
        {bookings.slice(0, SHOWN).map((booking) => (
          <li key={booking.id}>{describe(booking)}</li>
        ))}
        {count > SHOWN && <li>{words.aheadMore(count - SHOWN)}</li>}
      </ul>
      <div className="mt-2 space-y-1">
        {CHOICES.map(({ choice, label, hint }) => (
          <label key={choice} className="flex min-h-8 items-start gap-2">
            <input
              type="radio"
              name="confirmed-bookings"
              required
              checked={chosen === choice}
              onChange={() => onChoose(choice)}
              className="mt-0.5 size-4 accent-accent-fill"
            />
            <span>
              <span className="font-medium">{label}</span>
              <span className="block text-xs text-muted">{hint}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
