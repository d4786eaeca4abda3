import { newId } from "../../../api/newId";
import { ask } from "../../../api/ask";
import {
  HandsCancelDocument,
  HandsConfirmDocument,
  HandsDeclineDocument,
  HandsDuplicateDocument,
  HandsHoldDocument,
  HandsPencilDocument,
  HandsReleaseDocument,
  HandsRestoreDocument,
  HandsTogetherDocument,
  HandsUpdateDocument,
} from "../../../api/operations";
import type { BoardBooking } from "../../booking";
import { isNoShift, type Shift } from "../model/drag";
import { type Placement, placed } from "../model/placement";
import { type CommonStep, type Step, stepped } from "../model/steps";
import { isSameWhen, timesOf } from "../model/when";
import { type Change, expectedVersion } from "./attempt";

const overriding = (reason: string | undefined) => reason !== undefined && { override: { reason } };

/** One booking to another time, another artist, or both. What stays is left out, so that it cannot be overwritten. */
export function movedTo(placement: Placement): Change {
  const { booking, artistId, when } = placement;
  return {
    supposed: [placed(placement)],
    send: (override) =>
      ask(HandsUpdateDocument, {
        input: {
          id: booking.id,
          expectedVersion: expectedVersion(booking),
          ...(artistId !== booking.artistId && { artistId }),
          ...(!isSameWhen(booking, when) && timesOf(when)),
          ...overriding(override),
        },
      }),
  };
}

/** Several bookings by the same shift, to the same artist, or both: all of them or none. */
export function movedTogether(placements: readonly Placement[], shift: Shift, artistId: string | null): Change {
  return {
    supposed: placements.map(placed),
    send: (override) =>
      ask(HandsTogetherDocument, {
        input: {
          bookings: placements.map(({ booking }) => ({ id: booking.id, expectedVersion: expectedVersion(booking) })),
          ...(!isNoShift(shift) && ("days" in shift ? { shiftDays: shift.days } : { shiftMinutes: shift.minutes })),
          ...(artistId !== null && { artistId }),
          ...overriding(override),
        },
      }),
  };
}

/** The same work as a hold at another time, or of another artist. */
export function copiedTo({ booking, artistId, when }: Placement): Change {
  const copyId = newId();
  const copy: BoardBooking = { ...booking, ...when, id: copyId, version: 0, artistId, status: "HOLD", rank: null, isBackup: false };
  return {
    supposed: [copy],
    send: (override) =>
      ask(HandsDuplicateDocument, { input: { id: booking.id, newId: copyId, artistId, ...timesOf(when), ...overriding(override) } }),
  };
}

/** A booking after a step. `reason` for those that owe one. */
export function afterStep(booking: BoardBooking, step: Step, reason?: string): Change {
  const why = reason !== undefined && { reason };
  const input = () => ({ id: booking.id, expectedVersion: expectedVersion(booking) });
  const ending = () => ({ ...input(), reason: reason ?? "" });
  const sends: Record<Step, Change["send"]> = {
    confirm: (override) => ask(HandsConfirmDocument, { input: { ...input(), ...overriding(override) } }),
    pencil: (override) => ask(HandsPencilDocument, { input: { ...input(), ...why, ...overriding(override) } }),
    hold: () => ask(HandsHoldDocument, { input: { ...input(), ...why } }),
    release: () => ask(HandsReleaseDocument, { input: ending() }),
    decline: () => ask(HandsDeclineDocument, { input: ending() }),
    cancel: () => ask(HandsCancelDocument, { input: ending() }),
    restore: () => ask(HandsRestoreDocument, { input: { ...input(), ...why } }),
  };
  return { supposed: [stepped(booking, step)], send: sends[step] };
}

const TOGETHER = { confirm: "CONFIRM", pencil: "PENCIL", release: "RELEASE", cancel: "CANCEL" } as const;

/** Several bookings after a step: all of them or none. */
export function afterStepTogether(bookings: readonly BoardBooking[], step: CommonStep, reason?: string): Change {
  return {
    supposed: bookings.map((booking) => stepped(booking, step)),
    send: (override) =>
      ask(HandsTogetherDocument, {
        input: {
          bookings: bookings.map((booking) => ({ id: booking.id, expectedVersion: expectedVersion(booking) })),
          step: TOGETHER[step],
          ...(reason !== undefined && { reason }),
          ...overriding(override),
        },
      }),
  };
}
