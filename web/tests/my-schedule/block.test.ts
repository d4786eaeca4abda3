import { expect, test } from "vitest";
import { blockInput, isInOrder } from "../../src/pages/my-schedule/block";

const DAYS = { first: "2027-06-01", last: "2027-06-03", hours: null, notes: " Away ", forever: true };

test("whole days are sent as days", () => {
  expect(blockInput(DAYS, "America/New_York")).toEqual({
    neverExpires: true,
    notes: "Away",
    startDate: "2027-06-01",
    endDate: "2027-06-03",
  });
});

test("hours are sent as instants of the artist's zone", () => {
  const hours = { start: "09:00", end: "13:00" };
  expect(blockInput({ ...DAYS, last: DAYS.first, hours, notes: "", forever: false }, "America/New_York")).toEqual({
    neverExpires: false,
    startTime: "2027-06-01T13:00:00Z",
    endTime: "2027-06-01T17:00:00Z",
  });
});

test("one day is in order, and so is a night; an end before the start is not", () => {
  expect(isInOrder({ ...DAYS, last: DAYS.first })).toBe(true);
  expect(isInOrder({ ...DAYS, last: "2027-05-31" })).toBe(false);
  expect(isInOrder({ ...DAYS, last: "2027-06-02", hours: { start: "22:00", end: "04:00" } })).toBe(true);
  expect(isInOrder({ ...DAYS, last: DAYS.first, hours: { start: "22:00", end: "04:00" } })).toBe(false);
});
