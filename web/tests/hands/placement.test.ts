import { expect, test } from "vitest";
import type { BoardBooking } from "../../src/board/booking";
import { clashesOf, isUnmoved, placed } from "../../src/board/hands/model/placement";
import { byInstants } from "../../src/board/hands/model/when";

function booking(id: string, status: BoardBooking["status"], start: number, end: number): BoardBooking {
  return { id, version: 1, artistId: "anne", project: null, start, end, days: null, status, rank: null, isBackup: false };
}

const FIRM = booking("firm", "CONFIRMED", 0, 10);
const OTHER = booking("other", "PENCIL", 10, 20);
const HOLD = booking("hold", "HOLD", 0, 30);
const row = () => [FIRM, OTHER, HOLD];
const at = (each: BoardBooking, start: number, end: number) => ({ booking: each, artistId: "anne", when: byInstants(start, end) });

test("neighbours do not clash, and a hold is in nobody's way", () => {
  expect(clashesOf([at(FIRM, 0, 10)], row)).toEqual([]);
});

test("a firm booking over a firm one clashes", () => {
  expect(clashesOf([at(FIRM, 5, 15)], row)).toEqual([OTHER]);
});

test("a hold goes over anything", () => {
  expect(clashesOf([at(HOLD, 5, 15)], row)).toEqual([]);
});

test("those that move together may swap their slots", () => {
  expect(clashesOf([at(FIRM, 10, 20), at(OTHER, 0, 10)], row)).toEqual([]);
});

test("a copy clashes with what it is a copy of, for that stays", () => {
  expect(clashesOf([at(FIRM, 5, 10)], row, true)).toEqual([FIRM]);
});

test("what is put back is not moved", () => {
  expect(isUnmoved(at(FIRM, 0, 10))).toBe(true);
  expect(isUnmoved(at(FIRM, 0, 11))).toBe(false);
  expect(isUnmoved({ ...at(FIRM, 0, 10), artistId: "bo" })).toBe(false);
});

test("a booking is shown where it was dropped", () => {
  expect(placed({ ...at(FIRM, 3, 13), artistId: "bo" })).toEqual({ ...FIRM, artistId: "bo", start: 3, end: 13 });
});
