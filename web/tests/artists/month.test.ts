import { expect, test } from "vitest";
import { barsOf, weeksOf } from "../../src/pages/artists/month";

test("a month is shown in whole weeks from Monday", () => {
  const weeks = weeksOf("2026-03-15");
  expect(weeks).toHaveLength(6);
  expect(weeks[0]?.[0]).toBe("2026-02-23");
  expect(weeks.at(-1)?.at(-1)).toBe("2026-04-05");
  expect(weeksOf("2027-02-01")).toHaveLength(4);
});

const WEEK = weeksOf("2026-03-02")[1] ?? [];
const booking = (id: string, startTime: string, endTime: string) => ({ id, startTime, endTime });
const brief = (bars: ReturnType<typeof barsOf<ReturnType<typeof booking>>>) =>
  bars.map(({ booking: { id }, first, last, lane, starts, ends }) => ({ id, first, last, lane, starts, ends }));

test("a booking until midnight does not touch the day that follows", () => {
  const bars = barsOf(WEEK, [booking("a", "2026-03-02T00:00:00Z", "2026-03-04T00:00:00Z")], "UTC");
  expect(brief(bars)).toEqual([{ id: "a", first: 0, last: 1, lane: 0, starts: true, ends: true }]);
});

test("days are the artist's: an evening of London is another day in Tokyo", () => {
  const evening = booking("a", "2026-03-03T18:00:00Z", "2026-03-03T22:00:00Z");
  expect(barsOf(WEEK, [evening], "Europe/London")[0]?.first).toBe(1);
  expect(barsOf(WEEK, [evening], "Asia/Tokyo")[0]?.first).toBe(2);
});

test("what began before the week or ends after it says so, and what misses it is not there", () => {
  const bars = barsOf(
    WEEK,
    [booking("long", "2026-02-20T00:00:00Z", "2026-04-01T00:00:00Z"), booking("before", "2026-02-25T00:00:00Z", "2026-03-02T00:00:00Z")],
    "UTC",
  );
  expect(brief(bars)).toEqual([{ id: "long", first: 0, last: 6, lane: 0, starts: false, ends: false }]);
});

test("what shares a day has lanes of its own, and a lane is used again once it is free", () => {
  const bars = barsOf(
    WEEK,
    [
      booking("thursday", "2026-03-05T09:00:00Z", "2026-03-05T18:00:00Z"),
      booking("monday", "2026-03-02T09:00:00Z", "2026-03-03T18:00:00Z"),
      booking("all", "2026-03-02T09:00:00Z", "2026-03-06T18:00:00Z"),
      booking("tuesday", "2026-03-03T09:00:00Z", "2026-03-04T18:00:00Z"),
    ],
    "UTC",
  );
  expect(Object.fromEntries(bars.map(({ booking: { id }, lane }) => [id, lane]))).toEqual({ all: 0, monday: 1, tuesday: 2, thursday: 1 });
});
