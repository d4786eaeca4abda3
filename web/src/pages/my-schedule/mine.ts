import type { MyBookingFragment } from "../../api/operations";
import { words as common } from "../../words/common";
import { words } from "../../words/mySchedule";
import type { Spanning } from "./days";

/** A booking of one's own; instants are milliseconds since 1970. */
export interface MyBooking extends Spanning {
  readonly version: number;
  readonly status: MyBookingFragment["status"];
  readonly rank: number | null;
  readonly isBackup: boolean;
  readonly expiresAt: number | null;
  readonly notes: string | null;
  readonly project: MyBookingFragment["project"];
  readonly phase: string | null;
  readonly owner: string | null;
  /** Whether the person has put it there, for no project. */
  readonly isBlock: boolean;
}

export function myBooking(booking: MyBookingFragment, userId: string): MyBooking {
  const { id, version, status, startTime, endTime, holdRank, isBackup, expiresAt, notes, project, phase, owner, createdBy } = booking;
  return {
    id,
    version,
    status,
    start: Date.parse(startTime),
    end: Date.parse(endTime),
    rank: holdRank,
    isBackup: isBackup ?? false,
    expiresAt: expiresAt === null ? null : Date.parse(expiresAt),
    notes,
    project,
    phase: phase?.name ?? null,
    owner: owner?.name ?? null,
    isBlock: createdBy?.id === userId && project === null,
  };
}

/** What it is for, in words. */
export function workOf({ project, isBlock }: MyBooking): string {
  return isBlock ? words.blocked : (project?.name ?? common.noProject);
}

/** How the person can end it: holds and pencils are declined, one's own block is taken back; what is firm stays. */
export function endingOf({ status, isBlock }: MyBooking): "decline" | "takeBack" | null {
  if (status === "HOLD") return isBlock ? "takeBack" : "decline";
  return status === "PENCIL" ? "decline" : null;
}
