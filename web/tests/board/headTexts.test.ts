import { expect, test } from "vitest";
import { aboveText, columnText } from "../../src/board/headTexts";
import { Zone } from "../../src/time/zone";

const DAY = 86_400_000;
const HOUR = DAY / 24;
const UTC = Zone.of("UTC");
const monday = Date.parse("2026-11-23T00:00Z");

test("a period says as much as has room over it", () => {
  expect(aboveText("week", monday, UTC, 480)).toBe("Week 48 · November 2026");
  expect(aboveText("week", monday, UTC, 137)).toBe("Week 48 · Nov");
});

test("hours too narrow for their time leave it to some of them, midnight among these", () => {
  const written = (unitHours: number, width: number) =>
    Array.from({ length: 24 / unitHours }, (_, index) => columnText({ hours: unitHours }, monday + index * unitHours * HOUR, UTC, width).text).filter(Boolean);
  expect(written(3, 60)).toHaveLength(8);
  expect(written(3, 11)).toEqual(["00:00", "12:00"]);
  expect(written(1, 11)).toEqual(["00:00", "04:00", "08:00", "12:00", "16:00", "20:00"]);
});

test("days too narrow for a number leave it to the Mondays", () => {
  const written = (width: number) => Array.from({ length: 7 }, (_, index) => columnText("day", monday + index * DAY, UTC, width).text).filter(Boolean);
  expect(written(19)).toEqual(["23", "24", "25", "26", "27", "28", "29"]);
  expect(written(9)).toEqual(["23"]);
});
