import { words } from "../../../words/hands";
import type { BoardBooking } from "../../booking";
import { commonSteps, type CommonStep, type Hand, may, owesReason, type Step } from "../model/steps";
import { useHands } from "../useHands";
import type { Change } from "./attempt";
import { afterStep, afterStepTogether } from "./make";
import { carryOut } from "./report";

/** Takes a step with a booking, after asking for the reason where it owes one. A step that is not theirs does nothing. */
export function takeStep(booking: BoardBooking, step: Step, hand: Hand): void {
  if (!may(step, booking, hand)) return;
  const change = (reason?: string) => afterStep(booking, step, reason);
  withReason(step, owesReason(step, booking.status, hand.role), 1, change);
}

/** The same for several bookings at once; one is a step of its own. */
export function takeStepTogether(bookings: readonly BoardBooking[], step: Step, hand: Hand): void {
  const [only] = bookings;
  if (bookings.length === 1 && only !== undefined) return takeStep(only, step, hand);
  const common = commonSteps(bookings, hand).find((each): each is CommonStep => each === step);
  if (common === undefined) return;
  const owes = bookings.some(({ status }) => owesReason(common, status, hand.role));
  withReason(common, owes, bookings.length, (reason) => afterStepTogether(bookings, common, reason));
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
