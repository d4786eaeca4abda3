import { expect, test } from "vitest";
import { conditions, daysOf, EVERYDAY, isBackwards, readFilter, writeFilter } from "../../src/pages/bookings/filter";

const SUNDAY = "2026-03-01";

test("an address without a query is the next four weeks of everybody, and has no query when written", () => {
  expect(readFilter({})).toEqual(EVERYDAY);
  expect(writeFilter(EVERYDAY)).toEqual({});
});

test("what is written is read again", () => {
  const filter = {
    when: "custom",
    from: "2026-03-02",
    to: "2026-03-08",
    artists: ["a1", "a2"],
    projects: ["p1"],
    statuses: ["HOLD", "CANCELLED"],
    search: "noor",
    sort: "newest",
  } as const;
  expect(readFilter(writeFilter(filter))).toEqual(filter);
});

test("what makes no sense in an address is passed over", () => {
  expect(readFilter({ when: "yesterday", from: "2026-02-30", status: "maybe,hold", sort: "toString", artists: 7 })).toEqual({
    ...EVERYDAY,
    statuses: ["HOLD"],
    artists: ["7"],
  });
});

test("dates without a window's name are a custom window", () => {
  expect(readFilter({ from: "2026-03-02" })).toMatchObject({ when: "custom", from: "2026-03-02", to: null });
});

test("a week begins on Monday, also on a Sunday", () => {
  expect(daysOf({ ...EVERYDAY, when: "this-week" }, SUNDAY)).toEqual({ first: "2026-02-23", last: "2026-03-01" });
});

test("months have their own lengths", () => {
  expect(daysOf({ ...EVERYDAY, when: "this-month" }, "2028-02-10")).toEqual({ first: "2028-02-01", last: "2028-02-29" });
  expect(daysOf({ ...EVERYDAY, when: "next-month" }, "2026-12-31")).toEqual({ first: "2027-01-01", last: "2027-01-31" });
});

test("the window's instants are midnights of the zone, also where the clocks change", () => {
  const filter = { ...EVERYDAY, when: "custom", from: "2026-03-28", to: "2026-03-29" } as const;
  expect(conditions(filter, SUNDAY, "Europe/London")).toEqual({ from: "2026-03-28T00:00:00Z", to: "2026-03-29T23:00:00Z" });
});

test("any time has no instants, and nobody in particular no ids", () => {
  expect(conditions({ ...EVERYDAY, when: "all", search: "noor" }, SUNDAY, "UTC")).toEqual({});
});

test("a window that ends before it begins is told from one of a day", () => {
  expect(isBackwards({ ...EVERYDAY, when: "custom", from: "2026-03-02", to: "2026-03-01" })).toBe(true);
  expect(isBackwards({ ...EVERYDAY, when: "custom", from: "2026-03-02", to: "2026-03-02" })).toBe(false);
});
