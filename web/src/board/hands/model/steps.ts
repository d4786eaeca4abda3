import type { BookingStatus, Role } from "../../../api/operations";
import type { BoardBooking } from "../../booking";

/** A step that a booking can take; docs/booking-rules.md has them all. */
export type Step = "confirm" | "pencil" | "hold" | "release" | "decline" | "cancel" | "restore";

/** What else can be done to a booking. */
export type Act = Step | "change" | "extend" | "split" | "duplicate" | "challenge";

/** Who asks. */
export interface Hand {
  /** Whether they plan for everybody (`bookings:write`). */
  readonly plans: boolean;
  /** The artist that they are, where they look after their own time only (`bookings:own`). */
  readonly ownArtistId: string | null;
  readonly role: Role;
}

type Stands = Pick<BoardBooking, "artistId" | "status">;

const PLANNED: Record<BookingStatus, readonly Act[]> = {
  HOLD: ["confirm", "pencil", "change", "extend", "challenge", "split", "duplicate", "release", "decline", "cancel"],
  PENCIL: ["confirm", "hold", "change", "split", "duplicate", "release", "decline", "cancel"],
  CONFIRMED: ["pencil", "change", "split", "duplicate", "cancel"],
  CANCELLED: ["restore", "duplicate"],
};

const OWN: Record<BookingStatus, readonly Act[]> = {
  HOLD: ["decline", "release", "cancel"],
  PENCIL: ["decline"],
  CONFIRMED: [],
  CANCELLED: [],
};

/** What the booking's state and the person's role allow, the likeliest first. */
export function actsOn({ artistId, status }: Stands, { plans, ownArtistId }: Hand): readonly Act[] {
  if (plans) return PLANNED[status];
  return artistId === ownArtistId ? OWN[status] : [];
}

export function may(act: Act, booking: Stands, hand: Hand): boolean {
  return actsOn(booking, hand).includes(act);
}

/** Steps that many bookings can take in one request. */
export const TOGETHER = ["confirm", "pencil", "release", "cancel"] as const;
export type CommonStep = (typeof TOGETHER)[number];

/** The steps that each of several bookings allows; more than one go together only where the person plans. */
export function commonSteps(bookings: readonly Stands[], hand: Hand): CommonStep[] {
  return hand.plans && bookings.length > 0 ? TOGETHER.filter((step) => bookings.every((each) => may(step, each, hand))) : [];
}

/** Whether the API refuses the step without a reason. */
export function owesReason(step: Step, status: BookingStatus, role: Role): boolean {
  if (step === "release" || step === "decline" || step === "cancel") return true;
  return step === "pencil" && status === "CONFIRMED" && role === "MANAGER";
}

const BECOMES: Record<Step, BookingStatus> = {
  confirm: "CONFIRMED",
  pencil: "PENCIL",
  hold: "HOLD",
  restore: "HOLD",
  release: "CANCELLED",
  decline: "CANCELLED",
  cancel: "CANCELLED",
};

/** A booking as it is shown before the server has agreed to a step. Where a hold will stand only the server knows. */
export function stepped(booking: BoardBooking, step: Step): BoardBooking {
  return { ...booking, status: BECOMES[step], rank: null, isBackup: false };
}
