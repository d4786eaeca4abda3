import { expect, test } from "vitest";
import { DAY, HOUR, Zone } from "../../src/time/zone";

const LONDON = Zone.of("Europe/London");
const at = Date.parse;

test("a clock is ahead of UTC as the season has it", () => {
  expect(LONDON.offsetAt(at("2026-01-15T12:00Z"))).toBe(0);
  expect(LONDON.offsetAt(at("2026-07-15T12:00Z"))).toBe(HOUR);
  expect(Zone.of("Asia/Kolkata").offsetAt(at("2026-07-15T12:00Z"))).toBe(5.5 * HOUR);
  expect(Zone.of("America/Los_Angeles").offsetAt(at("2026-07-15T12:00Z"))).toBe(-7 * HOUR);
});

test("the offset changes at the very instant at which the clocks are changed", () => {
  const spring = at("2026-03-29T01:00Z");
  expect([LONDON.offsetAt(spring - 1), LONDON.offsetAt(spring)]).toEqual([0, HOUR]);
  const autumn = at("2026-10-25T01:00Z");
  expect([LONDON.offsetAt(autumn - 1), LONDON.offsetAt(autumn)]).toEqual([HOUR, 0]);
});

test("two changes within a few weeks are both known", () => {
  // Morocco goes back for Ramadan, and forward after it.
  const casablanca = Zone.of("Africa/Casablanca");
  const offsets = ["2026-02-01", "2026-03-01", "2026-04-01"].map((day) => casablanca.offsetAt(at(day)) / HOUR);
  expect(offsets).toEqual([1, 0, 1]);
});

test("a day on which the clocks are changed has 23 or 25 hours", () => {
  const hours = (day: string) => {
    const start = LONDON.startOfDay(at(day));
    return (LONDON.addDays(start, 1) - start) / HOUR;
  };
  expect(["2026-03-28T12:00Z", "2026-03-29T12:00Z", "2026-10-25T12:00Z"].map(hours)).toEqual([24, 23, 25]);
});

test("a time that the clock skips is an hour later, and one that it shows twice is the first", () => {
  expect(LONDON.fromWall(at("2026-03-29T01:30Z"))).toBe(at("2026-03-29T01:30Z"));
  expect(LONDON.fromWall(at("2026-10-25T01:30Z"))).toBe(at("2026-10-25T00:30Z"));
});

test("what the clock shows leads back to the instant, every hour of three years", () => {
  for (const name of ["Europe/London", "America/Vancouver", "Australia/Lord_Howe", "Pacific/Auckland", "America/St_Johns"]) {
    const zone = Zone.of(name);
    for (let instant = at("2025-01-01T00:00Z"); instant < at("2028-01-01T00:00Z"); instant += HOUR) {
      const back = zone.fromWall(zone.toWall(instant));
      // The second time of an hour that comes twice leads to the first.
      if (back !== instant) expect(zone.toWall(back)).toBe(zone.toWall(instant));
    }
  }
});

test("days begin at midnight of the zone", () => {
  const kolkata = Zone.of("Asia/Kolkata");
  expect(kolkata.startOfDay(at("2026-03-02T20:00Z"))).toBe(at("2026-03-02T18:30Z"));
  expect(kolkata.addDays(at("2026-03-02T18:30Z"), 1) - at("2026-03-02T18:30Z")).toBe(DAY);
});

test("a zone that the computer does not know counts as UTC", () => {
  expect(Zone.of("Mars/Olympus").name).toBe("UTC");
});
