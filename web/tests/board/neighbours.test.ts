import { expect, test } from "vitest";
import { bookingAt, nextTo } from "../../src/board/model/neighbours";
import { booking, hold } from "./bookings";

const at = Date.parse;
const MONDAY = booking("2026-03-02T09:00Z", "2026-03-02T18:00Z");
const OPTION = hold("2026-03-02T08:00Z", "2026-03-03T18:00Z");
const FRIDAY = booking("2026-03-06T09:00Z", "2026-03-06T18:00Z");
const ALL = [OPTION, MONDAY, FRIDAY];

test("where several are, the firm one is meant", () => {
  expect(bookingAt(ALL, at("2026-03-02T12:00Z"))).toBe(MONDAY);
  expect(bookingAt(ALL, at("2026-03-03T12:00Z"))).toBe(OPTION);
  expect(bookingAt(ALL, at("2026-03-04T12:00Z"))).toBeUndefined();
});

test("from a booking one goes to its neighbours, and not beyond the last", () => {
  const from = { id: MONDAY.id, time: MONDAY.start };
  expect([nextTo(ALL, from, -1), nextTo(ALL, from, 1)]).toEqual([OPTION, FRIDAY]);
  expect(nextTo(ALL, { id: FRIDAY.id, time: FRIDAY.start }, 1)).toBeUndefined();
});

test("from free time one goes to what is next to it", () => {
  const from = { id: null, time: at("2026-03-04T12:00Z") };
  expect([nextTo(ALL, from, -1), nextTo(ALL, from, 1)]).toEqual([MONDAY, FRIDAY]);
});
