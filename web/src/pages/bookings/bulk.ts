import type { BookingsRowFragment, BookingStatus, BulkUpdateBookingsInput } from "../../api/operations";

/** What can be done to several bookings at once. */
export type Step = "CONFIRM" | "PENCIL" | "RELEASE" | "CANCEL" | "SHIFT" | "REASSIGN";

/** The most that the API takes at once. */
export const MOST = 500;

const FROM: Record<Step, readonly BookingStatus[]> = {
  CONFIRM: ["HOLD", "PENCIL"],
  PENCIL: ["HOLD", "CONFIRMED"],
  RELEASE: ["HOLD", "PENCIL"],
  CANCEL: ["HOLD", "PENCIL", "CONFIRMED"],
  SHIFT: ["HOLD", "PENCIL", "CONFIRMED"],
  REASSIGN: ["HOLD", "PENCIL", "CONFIRMED"],
};

export const STEPS = Object.keys(FROM) as Step[];

/** Whether each of the bookings is at a point where it can take the step. */
export function canTake(step: Step, bookings: readonly Pick<BookingsRowFragment, "status">[]): boolean {
  return bookings.every(({ status }) => FROM[step].includes(status));
}

/** Whether the step has to be given a reason: bookings end, or a confirmation is taken back. */
export function owesReason(step: Step, bookings: readonly Pick<BookingsRowFragment, "status">[]): boolean {
  if (step === "PENCIL") return bookings.some(({ status }) => status === "CONFIRMED");
  return step === "RELEASE" || step === "CANCEL";
}

export interface Details {
  readonly reason: string;
  readonly days: number;
  readonly artistId: string;
  /** Why to pass over better holds; empty: not to. */
  readonly override: string;
}

/** The step as the API takes it. The versions are those that were seen, lest a colleague's change is passed over. */
export function bulkInput(step: Step, bookings: readonly Pick<BookingsRowFragment, "id" | "version">[], details: Details): BulkUpdateBookingsInput {
  const { reason, days, artistId, override } = details;
  return {
    bookings: bookings.map(({ id, version }) => ({ id, expectedVersion: version })),
    ...(step === "SHIFT" ? { shiftDays: days } : step === "REASSIGN" ? { artistId } : { step }),
    ...(reason.trim() && { reason: reason.trim() }),
    ...(override.trim() && { override: { reason: override.trim() } }),
  };
}
