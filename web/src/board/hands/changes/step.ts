import { toast } from "../../../ui/Toasts";
import { words } from "../../../words/hands";
import type { BoardBooking } from "../../booking";
import { commonSteps, type CommonStep, type Hand, may, owesReason, type Step } from "../model/steps";
import { useHands } from "../useHands";
import type { Change } from "./attempt";
import { afterStep, afterStepTogether } from "./make";
import { carryOut, TOPIC } from "./report";

/** Takes a step with a booking, after asking for the reason where it owes one. Says so where the step cannot be taken. */
export function takeStep(booking: BoardBooking, step: Step, hand: Hand): void {
  if (!may(step, booking, hand)) return tellImpossible(step, 1, hand);
  const change = (reason?: string) => afterStep(booking, step, reason);
  withReason(step, owesReason(step, booking.status, hand.role), 1, change);
}

/** The same for several bookings at once; one is a step of its own. */
export function takeStepTogether(bookings: readonly BoardBooking[], step: Step, hand: Hand): void {
  const [only] = bookings;
  if (bookings.length === 1 && only !== undefined) return takeStep(only, step, hand);
  const common = commonSteps(bookings, hand).find((each): each is CommonStep => each === step);
  if (common === undefined) return tellImpossible(step, bookings.length, hand);
  const owes = bookings.some(({ status }) => owesReason(common, status, hand.role));
  withReason(common, owes, bookings.length, (reason) => afterStepTogether(bookings, common, reason));
}

/** Says why nothing is done with so many bookings. */
export function tellImpossible(act: Step | "duplicate", count: number, { plans }: Hand): void {
  toast({ topic: TOPIC, title: words.cannot.title(count), detail: plans ? words.cannot[act] : words.cannot.role });
}

function withReason(step: Step, owes: boolean, count: number, change: (reason?: string) => Change): void {
  const done = words.done[step](count);
  if (!owes) {
    void carryOut(change(), done);
    return;
  }
  const { title, hint, run } = words.reasonFor[step];
  useHands.getState().ask({ kind: "reason", title: title(count), hint, label: run, run: (reason) => void carryOut(change(reason), done) });
}
