import { expect, test } from "vitest";
import { artistNear, planOf, rowAt, shift } from "../../src/board/model/plan";
import type { Row } from "../../src/board/model/rows";
import { artist } from "./bookings";

const ROWS: Row[] = [
  { kind: "group", key: "group FX", label: "FX", count: 2 },
  { kind: "artist", key: "ada", artist: artist("Ada") },
  { kind: "artist", key: "bo", artist: artist("Bo") },
];
const tall = (depths: Record<string, number>) => planOf(ROWS, ({ key }) => depths[key] ?? 1, (depth) => 10 + 10 * depth);

test("rows lie one under the other, each as high as its lanes take", () => {
  const plan = tall({ ada: 3 });
  expect([...plan.tops]).toEqual([0, 10, 50, 70]);
  expect([...plan.depths]).toEqual([0, 3, 1]);
});

test("a row is found by its height, its first px included", () => {
  const plan = tall({ ada: 3 });
  expect([-1, 0, 9, 10, 49, 50, 70].map((top) => rowAt(plan, top))).toEqual([null, 0, 0, 1, 1, 2, null]);
});

test("what is below a row that grows is moved by as much, the row itself is not", () => {
  const [before, after] = [tall({}), tall({ ada: 3 })];
  expect(shift(before, after, 35)).toBe(20);
  expect(shift(before, after, 15)).toBe(0);
});

test("the nearest artist is not a heading", () => {
  const plan = tall({});
  expect(artistNear(plan, 0, 1)?.name).toBe("Ada");
  expect(artistNear(plan, 0, -1)).toBeNull();
});
