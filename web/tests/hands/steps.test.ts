import { expect, test } from "vitest";
import type { BookingStatus } from "../../src/api/operations";
import { actsOn, commonSteps, type Hand, may, owesReason, stepped } from "../../src/board/hands/model/steps";

const MANAGER: Hand = { plans: true, ownArtistId: null, role: "MANAGER" };
const ARTIST: Hand = { plans: false, ownArtistId: "anne", role: "ARTIST" };
const VIEWER: Hand = { plans: false, ownArtistId: null, role: "VIEWER" };
const of = (status: BookingStatus, artistId = "anne") => ({ status, artistId });

test("a viewer can do nothing to anything", () => {
  for (const status of ["HOLD", "PENCIL", "CONFIRMED", "CANCELLED"] as const) expect(actsOn(of(status), VIEWER)).toEqual([]);
});

test("an artist gives up their own holds, declines their own pencils, and nothing of others", () => {
  expect(actsOn(of("HOLD"), ARTIST)).toEqual(["decline", "release", "cancel"]);
  expect(actsOn(of("PENCIL"), ARTIST)).toEqual(["decline"]);
  expect(actsOn(of("CONFIRMED"), ARTIST)).toEqual([]);
  expect(actsOn(of("HOLD", "bo"), ARTIST)).toEqual([]);
});

test("a confirmed booking is cancelled or pencilled, never released", () => {
  expect(may("release", of("CONFIRMED"), MANAGER)).toBe(false);
  expect(may("cancel", of("CONFIRMED"), MANAGER)).toBe(true);
  expect(may("pencil", of("CONFIRMED"), MANAGER)).toBe(true);
});

test("only holds have an expiry to extend and somebody to challenge", () => {
  for (const act of ["extend", "challenge"] as const) {
    expect(may(act, of("HOLD"), MANAGER)).toBe(true);
    expect(may(act, of("PENCIL"), MANAGER)).toBe(false);
  }
});

test("several bookings take the steps that each of them allows", () => {
  expect(commonSteps([of("HOLD"), of("PENCIL", "bo")], MANAGER)).toEqual(["confirm", "release", "cancel"]);
  expect(commonSteps([of("HOLD"), of("CONFIRMED")], MANAGER)).toEqual(["pencil", "cancel"]);
  expect(commonSteps([of("HOLD")], ARTIST)).toEqual([]);
  expect(commonSteps([], MANAGER)).toEqual([]);
});

test("who ends a booking says why, and a manager who takes a confirmation back", () => {
  for (const step of ["release", "decline", "cancel"] as const) expect(owesReason(step, "HOLD", "OWNER")).toBe(true);
  expect(owesReason("pencil", "CONFIRMED", "MANAGER")).toBe(true);
  expect(owesReason("pencil", "CONFIRMED", "ADMIN")).toBe(false);
  expect(owesReason("pencil", "HOLD", "MANAGER")).toBe(false);
  expect(owesReason("confirm", "HOLD", "MANAGER")).toBe(false);
});

test("a step is shown at once, without a rank that nobody knows yet", () => {
  const hold = { id: "b", version: 1, artistId: "anne", project: null, start: 0, end: 1, days: null, status: "HOLD", rank: 2, isBackup: true } as const;
  expect(stepped(hold, "confirm")).toEqual({ ...hold, status: "CONFIRMED", rank: null, isBackup: false });
});
