import { X } from "lucide-react";
import { type KeyboardEvent, useMemo, useRef } from "react";
import { Button } from "../../ui/Button";
import { words } from "../../words/hands";
import { useBoard } from "../useBoard";
import { takeStepTogether } from "./changes/step";
import { takenWith } from "./ground";
import { commonSteps, TOGETHER } from "./model/steps";
import { useHand } from "./useHand";

interface ChosenBarProps {
  /** Whose rows are shown. */
  readonly shown: ReadonlySet<string>;
  /** Another number when bookings have changed. */
  readonly changes: number;
}

/** How many bookings are chosen and what can be done with them; along the bottom of the board while there are several. */
export function ChosenBar({ shown, changes }: ChosenBarProps) {
  const hand = useHand();
  const selected = useBoard((state) => state.selected);
  const chosen = useMemo(() => {
    const [first] = selected;
    return first === undefined ? [] : takenWith(first, { rows: [...shown] });
  }, [selected, shown, changes]);
  const frame = useRef<HTMLDivElement>(null);
  const clear = () => {
    useBoard.getState().select([]);
    // The button that had the focus is gone.
    frame.current?.parentElement?.querySelector<HTMLElement>("[data-board]")?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && !event.defaultPrevented) clear();
  };
  const text = chosen.length > 1 ? words.chosen(chosen.length) : "";
  const steps = commonSteps(chosen, hand);
  return (
    <div ref={frame} className="pointer-events-none absolute inset-x-2 bottom-3 z-20 flex justify-center print:hidden">
      {/* There before it has anything to say, or screen readers miss it. */}
      <p role="status" className="sr-only">
        {text}
      </p>
      {text !== "" && (
        <section
          aria-label={words.choice}
          data-testid="chosen"
          className="pointer-events-auto flex max-w-full items-center gap-1 overflow-x-auto rounded-xl border border-line bg-raised p-2 shadow-lg max-md:[&_button]:min-h-11"
          onKeyDown={onKeyDown}
        >
          <span aria-hidden className="mx-2 whitespace-nowrap font-medium tabular-nums">
            {text}
          </span>
          {hand.plans &&
            TOGETHER.map((step) => (
              <Button
                key={step}
                look={step === "confirm" ? "primary" : "plain"}
                disabled={!steps.includes(step)}
                {...(!steps.includes(step) && { title: words.cannot[step] })}
                onClick={() => takeStepTogether(chosen, step, hand)}
              >
                {words.acts[step]}
              </Button>
            ))}
          <Button look="quiet" onClick={clear}>
            <X />
            {words.clear}
          </Button>
        </section>
      )}
    </div>
  );
}
