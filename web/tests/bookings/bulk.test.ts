import { expect, test } from "vitest";
import { bulkInput, canTake, owesReason } from "../../src/pages/bookings/bulk";
import { matching } from "../../src/pages/bookings/matching";
import { row } from "./row";

const hold = row({ id: "h", status: "HOLD", version: 3 });
const confirmed = row({ id: "c" });
const cancelled = row({ id: "x", status: "CANCELLED" });
const NOTHING = { reason: " ", days: 7, artistId: "", override: "" };

test("a step is possible only where each booking can take it", () => {
  expect(canTake("CONFIRM", [hold])).toBe(true);
  expect(canTake("CONFIRM", [hold, confirmed])).toBe(false);
  expect(canTake("SHIFT", [hold, confirmed])).toBe(true);
  expect(canTake("CANCEL", [cancelled])).toBe(false);
});

test("a reason is owed where bookings end, or a confirmation is taken back", () => {
  expect(owesReason("CANCEL", [hold])).toBe(true);
  expect(owesReason("PENCIL", [hold])).toBe(false);
  expect(owesReason("PENCIL", [hold, confirmed])).toBe(true);
});

test("a shift sends days and the versions that were seen, and no empty reason", () => {
  expect(bulkInput("SHIFT", [hold], NOTHING)).toEqual({ bookings: [{ id: "h", expectedVersion: 3 }], shiftDays: 7 });
});

test("a step sends its reason and why better holds are passed over", () => {
  expect(bulkInput("CONFIRM", [hold], { ...NOTHING, reason: "signed", override: "by phone" })).toEqual({
    bookings: [{ id: "h", expectedVersion: 3 }],
    step: "CONFIRM",
    reason: "signed",
    override: { reason: "by phone" },
  });
});

test("a search finds each of its words anywhere, whatever the case and accents", () => {
  const anne = row({ id: "a", artist: { id: "a2", name: "Änne Berg", timeZone: "UTC" }, notes: "night shoot" });
  expect(matching([hold, anne], "ANNE night")).toEqual([anne]);
  expect(matching([hold, anne], "anne day")).toEqual([]);
  expect(matching([hold, anne], " ")).toEqual([hold, anne]);
});
