import { expect, test } from "vitest";
import { dayAfter, daysBetween, instantOf, localTimeAt, sameTimeAfter, startOf } from "../../src/board/hands/model/localTime";

const utc = (text: string) => Date.parse(`${text}Z`);

test("a day begins at the zone's midnight", () => {
  expect(startOf("2026-03-02", "America/Los_Angeles")).toBe(utc("2026-03-02T08:00"));
  expect(startOf("2026-03-02", "Asia/Kolkata")).toBe(utc("2026-03-01T18:30"));
});

test("a day whose midnight the clocks skip begins at the first instant after", () => {
  // Beirut goes from 0:00 to 1:00 on the last Sunday of March.
  expect(startOf("2026-03-29", "Asia/Beirut")).toBe(utc("2026-03-28T22:00"));
  expect(localTimeAt(startOf("2026-03-29", "Asia/Beirut"), "Asia/Beirut")).toBe("2026-03-29T01:00");
});

test("a day that a zone left out begins where the next one does", () => {
  expect(startOf("2011-12-30", "Pacific/Apia")).toBe(startOf("2011-12-31", "Pacific/Apia"));
});

test("a time that the clocks skip is the first instant after the gap", () => {
  expect(instantOf("2026-03-08T02:30", "America/New_York")).toBe(utc("2026-03-08T07:00"));
  expect(instantOf("2026-03-08T02:00", "America/New_York")).toBe(utc("2026-03-08T07:00"));
});

test("of a time that comes twice the first is meant", () => {
  expect(instantOf("2026-11-01T01:30", "America/New_York")).toBe(utc("2026-11-01T05:30"));
});

test("half an hour of summer time is half an hour", () => {
  expect(startOf("2026-04-06", "Australia/Lord_Howe") - startOf("2026-04-05", "Australia/Lord_Howe")).toBe(24.5 * 3_600_000);
});

test("what was typed comes back", () => {
  const instant = instantOf("2026-07-01T09:15", "Europe/London");
  expect(instant).toBe(utc("2026-07-01T08:15"));
  expect(localTimeAt(instant ?? 0, "Europe/London")).toBe("2026-07-01T09:15");
});

test("rubbish is no time", () => {
  expect(instantOf("", "Europe/London")).toBeNull();
  expect(instantOf("2026-13-40T99:00", "Europe/London")).toBeNull();
});

test("days are counted across months and changes of the clocks", () => {
  expect(dayAfter("2026-02-27", 3)).toBe("2026-03-02");
  expect(daysBetween("2026-03-28", "2026-03-30")).toBe(2);
  expect(daysBetween("2026-03-30", "2026-03-28")).toBe(-2);
});

test("the next day at the same time of day may be 23 hours away", () => {
  const before = utc("2026-03-28T09:00");
  expect(sameTimeAfter(before, 1, "Europe/London")).toBe(utc("2026-03-29T08:00"));
});
