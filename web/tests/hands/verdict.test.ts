import { expect, test } from "vitest";
import type { HandsInTheWayFragment, HandsPreviewQuery } from "../../src/api/operations";
import { explain, isOverridable, namesOf } from "../../src/board/hands/changes/explain";
import { verdictOf } from "../../src/board/hands/model/verdict";

type Preview = Extract<HandsPreviewQuery["previewBooking"], { __typename: "BookingPreview" }>;

function inTheWay(id: string, project: string, status: HandsInTheWayFragment["status"] = "CONFIRMED"): HandsInTheWayFragment {
  return {
    id,
    artist: { id: "anne", name: "Anne", timeZone: "Europe/London" },
    project: { name: project },
    startTime: "2020-03-02T00:00Z",
    endTime: "2020-03-04T00:00Z",
    startDate: "2020-03-02",
    endDate: "2020-03-03",
    status,
    holdRank: status === "HOLD" ? 1 : null,
  };
}

const FREE: Preview = { __typename: "BookingPreview", holdRank: null, requeued: false, conflicts: [], betterHolds: [], warnings: [], refusal: null };
const refusal = (name: "BookingConflict" | "HigherHoldExists", code: "BOOKING_CONFLICT" | "HIGHER_HOLD_EXISTS"): Preview["refusal"] => ({
  __typename: name,
  code,
  message: "No.",
  path: [],
});
const said = (preview: Preview, moving?: ReadonlySet<string>) => verdictOf(preview, moving).lines.join("\n");

test("nothing against it is fine", () => {
  expect(verdictOf(FREE).tone).toBe("fine");
  expect(verdictOf({ ...FREE, holdRank: 1 }).tone).toBe("fine");
});

test("a clash is refused, and named", () => {
  const clash = { ...FREE, refusal: refusal("BookingConflict", "BOOKING_CONFLICT"), conflicts: [inTheWay("t", "Tidepool")] };
  expect(verdictOf(clash).tone).toBe("refused");
  expect(said(clash)).toContain("Anne is taken");
  expect(said(clash)).toContain("Tidepool, confirmed, Mon 2 Mar 2020 – Tue 3 Mar 2020");
});

test("those that move along are not in the way", () => {
  const clash = { ...FREE, refusal: refusal("BookingConflict", "BOOKING_CONFLICT"), conflicts: [inTheWay("t", "Tidepool")] };
  expect(verdictOf(clash, new Set(["t"])).tone).toBe("fine");
});

test("a second hold says behind whom, and that it is a backup", () => {
  const second = { ...FREE, holdRank: 2, betterHolds: [inTheWay("g", "Glasshouse", "HOLD")], conflicts: [inTheWay("t", "Tidepool")], requeued: true };
  expect(verdictOf(second).tone).toBe("remark");
  expect(said(second)).toMatch(/number 2, behind Glasshouse, hold 1.*\nBackup to Tidepool.*\n.*end of the queue/);
});

test("a hold over a pencil stands behind it, and is no backup", () => {
  const over = { ...FREE, holdRank: 1, conflicts: [inTheWay("p", "Paper Boats", "PENCIL"), inTheWay("t", "Tidepool")] };
  expect(said(over)).toMatch(/Backup to Tidepool, confirmed.*\nBehind Paper Boats, pencil/);
  expect(said({ ...over, conflicts: [inTheWay("p", "Paper Boats", "PENCIL")] })).not.toContain("Backup");
});

test("where a confirmed booking would queue is nobody's concern", () => {
  expect(verdictOf({ ...FREE, requeued: true }).tone).toBe("fine");
});

test("a better hold is refused, by name", () => {
  const behind = { ...FREE, refusal: refusal("HigherHoldExists", "HIGHER_HOLD_EXISTS"), betterHolds: [inTheWay("g", "Glasshouse", "HOLD")] };
  expect(verdictOf(behind).tone).toBe("refused");
  expect(said(behind)).toContain("Glasshouse");
});

test("of many names the first are told, and how many more there are", () => {
  const many = ["A", "B", "C", "D", "E", "F"].map((name) => inTheWay(name, name));
  expect(namesOf(many)).toMatch(/^A,.*; and 2 more$/);
});

const NONE = { code: "BULK_REFUSED", message: "No.", path: [] } as const;

test("of many that are refused only those in the way are named", () => {
  const refusals = [{ bookingId: "own", code: "BOOKING_CONFLICT", message: "Taken.", inTheWay: ["t"] }] as const;
  const { detail } = explain({ __typename: "BulkRefused", ...NONE, refusals, bookings: [inTheWay("own", "Ours"), inTheWay("t", "Tidepool")] });
  expect(detail).toContain("Tidepool");
  expect(detail).not.toContain("Ours");
});

test("a reason passes over better holds, and over nothing else", () => {
  const one = (code: "HIGHER_HOLD_EXISTS" | "BOOKING_CONFLICT") => ({ bookingId: "b", code, message: "", inTheWay: [] });
  const together = (...codes: Parameters<typeof one>[0][]) => ({ __typename: "BulkRefused", ...NONE, refusals: codes.map(one), bookings: [] }) as const;
  expect(isOverridable({ __typename: "HigherHoldExists", code: "HIGHER_HOLD_EXISTS", message: "", path: [], holds: [] })).toBe(true);
  expect(isOverridable({ __typename: "BookingConflict", code: "BOOKING_CONFLICT", message: "", path: [], conflicts: [] })).toBe(false);
  expect(isOverridable(together("HIGHER_HOLD_EXISTS", "HIGHER_HOLD_EXISTS"))).toBe(true);
  expect(isOverridable(together("HIGHER_HOLD_EXISTS", "BOOKING_CONFLICT"))).toBe(false);
});
