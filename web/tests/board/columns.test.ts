import { expect, test } from "vitest";
import { columnsIn, later, startOf } from "../../src/board/model/columns";
import { HOUR, Zone } from "../../src/time/zone";

const LONDON = Zone.of("Europe/London");
const at = Date.parse;
const hoursOf = (columns: readonly { start: number; end: number }[]) => columns.map(({ start, end }) => (end - start) / HOUR);

test("columns cover what was asked for without a gap", () => {
  const columns = columnsIn("day", at("2026-03-27T12:00Z"), at("2026-03-31T12:00Z"), LONDON);
  expect(hoursOf(columns)).toEqual([24, 24, 23, 24, 24]);
  columns.slice(1).forEach((column, index) => expect(column.start).toBe(columns[index]?.end));
});

test("the day on which the clocks go back has 25 columns of an hour", () => {
  const midnight = at("2026-10-24T23:00Z");
  const columns = columnsIn({ hours: 1 }, midnight, LONDON.addDays(midnight, 1), LONDON);
  expect(hoursOf(columns)).toEqual(Array.from({ length: 25 }, () => 1));
});

test("columns of three hours begin at the same times of the clock, also when it is changed", () => {
  const midnight = at("2026-10-24T23:00Z");
  const columns = columnsIn({ hours: 3 }, midnight, LONDON.addDays(midnight, 1), LONDON);
  expect(hoursOf(columns)).toEqual([4, 3, 3, 3, 3, 3, 3, 3]);
});

test("weeks begin on Monday, also for a Sunday", () => {
  expect(startOf("week", at("2026-03-01T12:00Z"), LONDON)).toBe(at("2026-02-23T00:00Z"));
  expect(startOf("week", at("2026-03-02T00:00Z"), LONDON)).toBe(at("2026-03-02T00:00Z"));
});

test("months and years are those of the calendar", () => {
  expect(later("month", at("2026-02-01T00:00Z"), 1, LONDON)).toBe(at("2026-03-01T00:00Z"));
  expect(later("month", at("2026-12-01T00:00Z"), 3, LONDON)).toBe(at("2027-02-28T24:00Z"));
  expect(startOf("year", at("2026-08-09T12:00Z"), LONDON)).toBe(at("2026-01-01T00:00Z"));
});
