import { expect, test } from "vitest";
import { monthsOf, placeOf, reordered, spanOf } from "../../src/pages/projects/timeline";

const phase = (startDate: string | null, endDate: string | null) => ({ startDate, endDate });

test("the line goes from the first day that anything names to the last", () => {
  expect(spanOf([phase("2026-03-10", null), phase(null, "2026-03-02"), phase(null, null)])).toEqual({ first: "2026-03-02", last: "2026-03-10" });
  expect(spanOf([phase(null, null)])).toBeNull();
});

const TEN_DAYS = { first: "2026-03-01", last: "2026-03-10" };

test("a phase lies where its days are, the last included", () => {
  expect(placeOf(phase("2026-03-01", "2026-03-10"), TEN_DAYS)).toEqual({ left: 0, width: 100 });
  expect(placeOf(phase("2026-03-03", "2026-03-03"), TEN_DAYS)).toEqual({ left: 20, width: 10 });
});

test("what is open on a side goes on to the end of the line, and what has no dates is nowhere", () => {
  expect(placeOf(phase(null, "2026-03-05"), TEN_DAYS)).toEqual({ left: 0, width: 50 });
  expect(placeOf(phase("2026-03-06", null), TEN_DAYS)).toEqual({ left: 50, width: 50 });
  expect(placeOf(phase(null, null), TEN_DAYS)).toBeNull();
});

test("the firsts of months are marked, of a long line those of quarters or years", () => {
  const marked = (first: string, last: string) => monthsOf({ first, last }).map(({ month }) => month);
  expect(marked("2026-03-02", "2026-05-01")).toEqual(["2026-04-01", "2026-05-01"]);
  expect(marked("2026-01-01", "2027-06-01")).toEqual(["2026-01-01", "2026-04-01", "2026-07-01", "2026-10-01", "2027-01-01", "2027-04-01"]);
  expect(marked("2026-02-01", "2031-01-01")).toEqual(["2027-01-01", "2028-01-01", "2029-01-01", "2030-01-01", "2031-01-01"]);
});

const named = (...positions: number[]) => positions.map((position, index) => ({ name: "abc"[index], position }));

test("a phase that moves up swaps with its neighbour, and the others keep their places", () => {
  const changes = reordered(named(0, 1, 2), 2, 1).map(({ phase: { name }, position }) => [name, position]);
  expect(changes).toEqual([
    ["c", 1],
    ["b", 2],
  ]);
});

test("positions with gaps or doubles are put in order along the way", () => {
  expect(reordered(named(5, 5, 9), 0, 1).map(({ phase: { name }, position }) => [name, position])).toEqual([
    ["b", 0],
    ["a", 1],
    ["c", 2],
  ]);
});

test("nothing moves beyond the ends", () => {
  expect(reordered(named(0, 1), 0, -1)).toEqual([]);
  expect(reordered(named(0, 1), 1, 2)).toEqual([]);
});
