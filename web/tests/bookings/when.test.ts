import { expect, test } from "vitest";
import { expiryOf } from "../../src/pages/bookings/expiry";
import { wholeDays, whenOf } from "../../src/pages/bookings/when";
import { row } from "./row";

const LA = "America/Los_Angeles";
const byInstants = { startDate: null, endDate: null };

test("days are told as days, the last included", () => {
  const { text, length } = whenOf(row(), "Europe/London");
  expect(text).toMatch(/Mon.* 2 Mar.* – Fri.* 6 Mar/);
  expect(length).toBe("5 days");
});

test("hours are told by the artist's clock", () => {
  const { text, length } = whenOf(row({ ...byInstants, startTime: "2026-03-03T17:00:00Z", endTime: "2026-03-03T21:30:00Z" }), LA);
  expect(text).toMatch(/3 Mar.* 09:00–13:30$/);
  expect(length).toBe("4.5 h");
});

test("a night has the days of both its ends, and its length in hours", () => {
  const { text, length } = whenOf(row({ ...byInstants, startTime: "2026-03-03T22:00:00Z", endTime: "2026-03-04T06:00:00Z" }), "UTC");
  expect(text).toMatch(/3 Mar.*22:00 – .*4 Mar.*06:00$/);
  expect(length).toBe("8 h");
});

test("beyond a day the days that are touched are counted, not the nights between", () => {
  expect(whenOf(row({ ...byInstants, startTime: "2026-03-02T09:00:00Z", endTime: "2026-03-05T18:00:00Z" }), "UTC").length).toBe("4 days");
});

test("a day that is over where the booking ends is not counted", () => {
  const { text, length } = whenOf(row({ ...byInstants, startTime: "2026-03-02T14:00:00Z", endTime: "2026-03-04T00:00:00Z" }), "UTC");
  expect(text).toMatch(/2 Mar.* 14:00 – .*4 Mar.* 00:00$/);
  expect(length).toBe("2 days");
});

test("from midnight to midnight of the artist is whole days, through a change of the clocks too", () => {
  const weekend = row({ ...byInstants, startTime: "2026-03-07T08:00:00Z", endTime: "2026-03-09T07:00:00Z" });
  expect(wholeDays(weekend, LA)).toEqual({ first: "2026-03-07", last: "2026-03-08" });
  expect(wholeDays(weekend, "UTC")).toBeNull();
});

const NOW = Date.parse("2026-03-02T12:00:00Z");

test.each([
  ["2026-03-02T11:59:00Z", "Expired", true],
  ["2026-03-02T12:00:20Z", "in 1 min", true],
  ["2026-03-02T15:59:00Z", "in 3 h", true],
  ["2026-03-02T17:00:00Z", "in 5 h", false],
  ["2026-03-05T11:00:00Z", "in 2 days", false],
])("a hold until %s: %s", (instant, text, soon) => {
  expect(expiryOf(instant, NOW)).toEqual({ text, soon });
});
