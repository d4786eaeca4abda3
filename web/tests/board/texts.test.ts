import { expect, test } from "vitest";
import { dayOfIso, isoDay, longDay, periodText, shortDay, stretchText, timeText, weekNumber } from "../../src/board/model/texts";
import { Zone } from "../../src/time/zone";

const at = Date.parse;
const KOLKATA = Zone.of("Asia/Kolkata");
const UTC = Zone.of("UTC");

test("times are those of the zone's clock", () => {
  expect(timeText(at("2026-03-02T20:05Z"), KOLKATA)).toBe("01:35");
});

test("days are named in the language of the words, whatever the browser's", () => {
  const [from, to] = [at("2026-11-23T00:00Z"), at("2026-12-07T00:00Z")];
  expect(periodText(from, to, UTC)).toMatch(/^23 Nov\s–\s6 Dec 2026$/);
  expect(shortDay.of(from, UTC)).toBe("Mon 23 Nov");
  expect(longDay.of(from, UTC)).toBe("Monday 23 November 2026");
});

test("the first week of a year has its first Thursday", () => {
  expect(weekNumber(at("2025-12-29T00:00Z"), UTC)).toBe(1);
  expect(weekNumber(at("2026-12-28T00:00Z"), UTC)).toBe(53);
});

test("a date field's day is one of the zone, there and back", () => {
  expect(dayOfIso("2026-03-03", KOLKATA)).toBe(at("2026-03-02T18:30Z"));
  expect(isoDay(at("2026-03-02T18:30Z"), KOLKATA)).toBe("2026-03-03");
  expect(dayOfIso("soon", KOLKATA)).toBeNull();
});

test("hours of one day name it once, whole days have no hours", () => {
  const day = stretchText(at("2026-03-03T00:00Z"), at("2026-03-04T00:00Z"), UTC, "to");
  expect(day).not.toContain("to");
  expect(stretchText(at("2026-03-03T00:00Z"), at("2026-03-05T00:00Z"), UTC, "to")).toMatch(/^(.+) to (?!\1)/);
  expect(stretchText(at("2026-03-03T09:00Z"), at("2026-03-03T18:00Z"), UTC, "to")).toBe(`${day} 09:00 to 18:00`);
});
