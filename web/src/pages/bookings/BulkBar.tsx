import { X } from "lucide-react";
import { useState } from "react";
import type { BookingsRowFragment } from "../../api/operations";
import { Button } from "../../ui/Button";
import { words } from "../../words/bookings";
import { canTake, MOST, type Step, STEPS } from "./bulk";
import { BulkDialog } from "./BulkDialog";

/** What can be done with the selected bookings; along the bottom while there are any. */
export function BulkBar({ bookings, onClear }: { bookings: readonly BookingsRowFragment[]; onClear: () => void }) {
  const [step, setStep] = useState<Step | null>(null);
  if (bookings.length === 0) return null;
  const tooMany = bookings.length > MOST;
  return (
    <section
      aria-label={words.selection}
      className="sticky bottom-3 z-20 mx-auto mt-3 flex w-fit max-w-full items-center gap-1 rounded-xl border border-line bg-raised p-2 shadow-lg max-md:w-full max-md:overflow-x-auto print:hidden max-md:[&_button]:min-h-11"
    >
      <Button look="quiet" size="icon" aria-label={words.clearSelection} onClick={onClear}>
        <X />
      </Button>
      <span role="status" className="mr-2 whitespace-nowrap font-medium tabular-nums">
        {words.selected(bookings.length)}
        {tooMany && <span className="block text-xs font-normal text-danger">{words.tooMany}</span>}
      </span>
      {STEPS.map((each) => {
        const possible = canTake(each, bookings);
        return (
          <Button
            key={each}
            look={each === "CONFIRM" ? "primary" : "plain"}
            disabled={!possible || tooMany}
            {...(!possible && { title: words.cannot })}
            onClick={() => setStep(each)}
          >
            {words.steps[each]}
          </Button>
        );
      })}
      {step !== null && (
        <BulkDialog
          step={step}
          bookings={bookings}
          onClose={() => setStep(null)}
          onDone={() => {
            setStep(null);
            onClear();
          }}
        />
      )}
    </section>
  );
}
