import { expect, test } from "vitest";
import { ownClock } from "../../src/board/model/clock";
import { holds, scaleAround, suffices, timeAt, viewFrom, xOf } from "../../src/board/model/scale";
import { bandsOf, timeOff } from "../../src/board/model/shading";
import { WorkingTime } from "../../src/board/model/workingTime";
import { DAY, HOUR, Zone } from "../../src/time/zone";
import { OFFICE_HOURS } from "./bookings";

const at = Date.parse;
const LONDON = Zone.of("Europe/London");
const MONDAY = at("2026-03-02T00:00Z");
const WEEK = scaleAround(MONDAY, "week", LONDON, 700);

test("a week fills the width in the zoom of a week", () => {
  expect(xOf(WEEK, MONDAY + 7 * DAY) - xOf(WEEK, MONDAY)).toBeCloseTo(700);
  expect(timeAt(WEEK, xOf(WEEK, MONDAY))).toBeCloseTo(MONDAY, -1);
});

test("one can scroll two years either way, and not beyond", () => {
  expect(holds(WEEK, MONDAY - 730 * DAY)).toBe(true);
  expect(holds(WEEK, MONDAY - 734 * DAY)).toBe(false);
  expect(holds(WEEK, MONDAY + 730 * DAY)).toBe(false);
});

test("what is drawn suffices for half a width of scrolling either way", () => {
  const view = viewFrom(WEEK, MONDAY);
  expect([-3.4, 0, 3.4].map((days) => suffices(view, MONDAY + days * DAY))).toEqual([true, true, true]);
  expect([-3.6, 3.6].map((days) => suffices(view, MONDAY + days * DAY))).toEqual([false, false]);
});

test("by the artists' clocks nine in Los Angeles is below nine in London", () => {
  const clock = ownClock(Zone.of("America/Los_Angeles"), LONDON);
  expect(clock.toAxis(at("2026-03-02T17:00Z"))).toBe(at("2026-03-02T09:00Z"));
  expect(clock.fromAxis(at("2026-03-02T09:00Z"))).toBe(at("2026-03-02T17:00Z"));
});

test("by the artists' clocks an artist's day fills the header's day, though only one of them changes the clocks", () => {
  const clock = ownClock(Zone.of("America/Los_Angeles"), LONDON);
  // London changes its clocks on 29 March 2026, Los Angeles has done so on the 8th.
  const [start, end] = [at("2026-03-29T07:00Z"), at("2026-03-30T07:00Z")].map(clock.toAxis);
  expect([start, end]).toEqual([at("2026-03-29T00:00Z"), at("2026-03-29T23:00Z")]);
});

const working = new WorkingTime(Zone.of("UTC"), OFFICE_HOURS, at("2026-02-01"), at("2026-04-01"));

test("near, nights and weekends are off", () => {
  const off = timeOff(working, "week", at("2026-03-05T00:00Z"), at("2026-03-09T12:00Z"));
  expect(off.map(([from, to]) => (to - from) / HOUR)).toEqual([9, 15, 63]);
});

test("far, only whole days are off, and further away nothing is", () => {
  expect(timeOff(working, "month", at("2026-03-02T00:00Z"), at("2026-03-16T00:00Z"))).toEqual([
    [at("2026-03-07T00:00Z"), at("2026-03-09T00:00Z")],
    [at("2026-03-14T00:00Z"), at("2026-03-16T00:00Z")],
  ]);
  expect(timeOff(working, "year", at("2026-03-02T00:00Z"), at("2026-03-16T00:00Z"))).toEqual([]);
});

test("bands are coloured with hard edges", () => {
  expect(bandsOf([[10, 20.25]], "red")).toBe("linear-gradient(90deg, transparent 10px, red 10px 20.3px, transparent 20.3px)");
  expect(bandsOf([], "red")).toBe("none");
});
