import { expect, test } from "vitest";
import { drawn, isNoShift, resized, shifted, shiftOf, stepped } from "../../src/board/hands/model/drag";
import { byInstants, timesOf, wholeDays } from "../../src/board/hands/model/when";

const LONDON = "Europe/London";
const ANGELES = "America/Los_Angeles";
const HOUR = 3_600_000;
const QUARTER = 15 * 60_000;
const utc = (text: string) => Date.parse(`${text}Z`);
const byHours = { byDays: false, snap: (instant: number) => Math.round(instant / QUARTER) * QUARTER };
const byDays = { byDays: true, snap: (instant: number) => instant };

const WEEK = wholeDays("2026-03-02", "2026-03-06", LONDON);
const SHIFT = byInstants(utc("2026-03-02T09:00"), utc("2026-03-02T17:00"));

test("whole days move by days, even where the board shows hours", () => {
  const shift = shiftOf(WEEK, utc("2026-03-03T15:00"), utc("2026-03-05T01:00"), LONDON, byHours);
  expect(shift).toEqual({ days: 2 });
  expect(timesOf(shifted(WEEK, shift, LONDON))).toEqual({ startDate: "2026-03-04", endDate: "2026-03-08" });
});

test("a pointer that stays within its day moves nothing", () => {
  expect(isNoShift(shiftOf(WEEK, utc("2026-03-03T01:00"), utc("2026-03-03T23:00"), LONDON, byDays))).toBe(true);
});

test("what is for hours keeps its time of day when it moves by days, also where the clocks change", () => {
  const shift = shiftOf(SHIFT, utc("2026-03-02T12:00"), utc("2026-03-30T13:00"), LONDON, byDays);
  expect(shifted(SHIFT, shift, LONDON)).toEqual(byInstants(utc("2026-03-30T08:00"), utc("2026-03-30T16:00")));
});

test("what is for hours lands on the grid where the board shows hours, and stays as long", () => {
  const odd = byInstants(utc("2026-03-02T09:07"), utc("2026-03-02T10:07"));
  const shift = shiftOf(odd, 0, 40 * 60_000, LONDON, byHours);
  expect(shifted(odd, shift, LONDON)).toEqual(byInstants(utc("2026-03-02T09:45"), utc("2026-03-02T10:45")));
});

test("whole days are the same days for an artist elsewhere, instants the same instants", () => {
  const there = shifted(WEEK, { days: 0 }, LONDON, ANGELES);
  expect(there).toEqual(wholeDays("2026-03-02", "2026-03-06", ANGELES));
  expect(shifted(SHIFT, { minutes: 0 }, LONDON, ANGELES)).toEqual(SHIFT);
});

test("a booking that the clocks would swallow stays as long as it was", () => {
  const night = byInstants(utc("2026-03-07T07:10"), utc("2026-03-07T07:50"));
  expect(shifted(night, { days: 1 }, "America/New_York")).toEqual(byInstants(utc("2026-03-08T07:00"), utc("2026-03-08T07:40")));
});

test("an end that is dragged by days takes in the day that it is dragged over by more than half", () => {
  const end = WEEK.end;
  expect(resized(WEEK, "end", end, end + 11 * HOUR, LONDON, byDays).days).toEqual({ first: "2026-03-02", last: "2026-03-06" });
  expect(resized(WEEK, "end", end, end + 13 * HOUR, LONDON, byDays).days).toEqual({ first: "2026-03-02", last: "2026-03-07" });
  expect(resized(WEEK, "start", WEEK.start, WEEK.start - 13 * HOUR, LONDON, byDays).days).toEqual({ first: "2026-03-01", last: "2026-03-06" });
});

test("something is left of a booking whose end is dragged beyond its start", () => {
  expect(resized(WEEK, "end", WEEK.end, WEEK.end - 30 * 24 * HOUR, LONDON, byDays).days).toEqual({ first: "2026-03-02", last: "2026-03-02" });
  expect(resized(WEEK, "start", WEEK.start, WEEK.start + 30 * 24 * HOUR, LONDON, byDays).days).toEqual({ first: "2026-03-06", last: "2026-03-06" });
  expect(resized(SHIFT, "end", 0, -20 * HOUR, LONDON, byHours)).toEqual(byInstants(SHIFT.start, SHIFT.start + QUARTER));
  expect(resized(SHIFT, "start", 0, 20 * HOUR, LONDON, byHours)).toEqual(byInstants(SHIFT.end - QUARTER, SHIFT.end));
  expect(resized(SHIFT, "end", SHIFT.end, SHIFT.end - 72 * HOUR, LONDON, byDays)).toEqual(SHIFT);
});

test("whole days that are resized by hours are by instants from then on", () => {
  const half = resized(WEEK, "end", WEEK.end, WEEK.end - 11 * HOUR, LONDON, byHours);
  expect(half).toEqual(byInstants(WEEK.start, utc("2026-03-06T13:00")));
});

test("drawing in either direction is the same", () => {
  const [early, late] = [utc("2026-03-02T13:00"), utc("2026-03-04T02:00")];
  expect(drawn(early, late, LONDON, byDays)).toEqual(wholeDays("2026-03-02", "2026-03-04", LONDON));
  expect(drawn(late, early, LONDON, byDays)).toEqual(drawn(early, late, LONDON, byDays));
});

test("what is drawn by hours begins and ends on the grid, and is an hour where it would be nothing", () => {
  expect(drawn(utc("2026-03-02T09:04"), utc("2026-03-02T11:50"), LONDON, byHours)).toEqual(byInstants(utc("2026-03-02T09:00"), utc("2026-03-02T11:45")));
  expect(drawn(utc("2026-03-02T09:04"), utc("2026-03-02T09:05"), LONDON, byHours)).toEqual(byInstants(utc("2026-03-02T09:00"), utc("2026-03-02T10:00")));
});

test("days that are drawn are the days of the artist", () => {
  expect(drawn(utc("2026-03-02T07:00"), utc("2026-03-02T07:00"), ANGELES, byDays).days).toEqual({ first: "2026-03-01", last: "2026-03-01" });
});

test("a key moves by one snap, or by a day", () => {
  expect(stepped(SHIFT.start, -2, LONDON, byHours)).toBe(SHIFT.start - 2 * QUARTER);
  expect(stepped(utc("2026-03-28T00:00"), 2, LONDON, byDays)).toBe(utc("2026-03-29T23:00"));
});
