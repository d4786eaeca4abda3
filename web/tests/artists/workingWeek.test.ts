import { expect, test } from "vitest";
import { problemOf, readWeek, weekText, writeWeek } from "../../src/pages/artists/workingWeek";

const OFFICE = ["mon 09:00-13:00", "mon 14:00-18:00", "tue 09:00-18:00", "wed 09:00-18:00", "sun 20:00-24:00"];

test("a week is written as it was read", () => {
  expect(writeWeek(readWeek(OFFICE))).toEqual(OFFICE);
  expect(writeWeek(readWeek([]))).toEqual([]);
});

test("a day's hours are written in order, however they were entered", () => {
  const week = readWeek([]).with(4, [
    { start: "14:00", end: "18:00" },
    { start: "09:00", end: "13:00" },
  ]);
  expect(writeWeek(week)).toEqual(["fri 09:00-13:00", "fri 14:00-18:00"]);
});

test("days in a row with the same hours are told together", () => {
  expect(weekText(readWeek(OFFICE))).toEqual([
    { days: "Mon", hours: "09:00–13:00, 14:00–18:00" },
    { days: "Tue–Wed", hours: "09:00–18:00" },
    { days: "Sun", hours: "20:00–24:00" },
  ]);
});

test("the same hours on both sides of a free day are told apart", () => {
  expect(weekText(readWeek(["mon 09:00-18:00", "wed 09:00-18:00"])).map(({ days }) => days)).toEqual(["Mon", "Wed"]);
});

test("hours may touch, but not overlap, run backwards or lack an end", () => {
  const tuesday = (...stretches: { start: string; end: string }[]) => problemOf(readWeek([]).with(1, stretches));
  expect(tuesday({ start: "09:00", end: "13:00" }, { start: "13:00", end: "24:00" })).toBeNull();
  expect(tuesday({ start: "12:00", end: "18:00" }, { start: "09:00", end: "13:00" })).toBe("Tuesday: these hours overlap.");
  expect(tuesday({ start: "18:00", end: "09:00" })).toBe("Tuesday: hours end after they start.");
  expect(tuesday({ start: "09:00", end: "" })).toBe("Tuesday: both times are needed.");
});
