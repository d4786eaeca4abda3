import { expect, test } from "vitest";
import { bookedIn, freeFrom, workableIn } from "../../src/board/model/utilisation";
import { WorkingTime } from "../../src/board/model/workingTime";
import { HOUR, Zone } from "../../src/time/zone";
import { booking, hold, OFFICE_HOURS } from "./bookings";

const at = Date.parse;
const UTC = Zone.of("UTC");
const working = new WorkingTime(UTC, OFFICE_HOURS, at("2026-03-01"), at("2026-04-01"));
const DAYS = [2, 3, 4, 5, 6, 7, 8, 9].map((day) => at(`2026-03-0${day}`));
const hours = (values: Float64Array) => [...values].map((value) => value / HOUR);

test("a week of office hours is worked from Monday to Friday", () => {
  expect(hours(workableIn(working, DAYS))).toEqual([9, 9, 9, 9, 9, 0, 0]);
});

test("a lunch break is not worked", () => {
  const halves = new WorkingTime(UTC, ["mon 09:00-12:30", "mon 13:30-18:00"], at("2026-03-01"), at("2026-04-01"));
  expect(hours(workableIn(halves, DAYS))[0]).toBe(8);
});

test("a shift up to midnight is worked to its end", () => {
  const night = new WorkingTime(UTC, ["mon 16:00-24:00"], at("2026-03-01"), at("2026-04-01"));
  expect(hours(workableIn(night, DAYS)).slice(0, 2)).toEqual([8, 0]);
});

test("working hours follow the clock of the zone when it is changed", () => {
  const london = Zone.of("Europe/London");
  const there = new WorkingTime(london, ["fri 09:00-18:00", "mon 09:00-18:00"], at("2026-03-20"), at("2026-04-10"));
  expect([...there.stretches(at("2026-03-27"), at("2026-03-31"))].map(({ start }) => new Date(start).toISOString())).toEqual([
    "2026-03-27T09:00:00.000Z",
    "2026-03-30T08:00:00.000Z",
  ]);
});

test("pencils and confirmed bookings count in their working hours, holds do not", () => {
  const bookings = [
    booking("2026-03-02T00:00Z", "2026-03-04T00:00Z"),
    hold("2026-03-04T09:00Z", "2026-03-04T18:00Z"),
    booking("2026-03-05T13:00Z", "2026-03-05T22:00Z", { status: "PENCIL" }),
  ];
  expect(hours(bookedIn(bookings, working, DAYS))).toEqual([9, 9, 0, 5, 0, 0, 0]);
});

test("what begins before the first column and ends behind the last counts as far as it is in them", () => {
  expect(hours(bookedIn([booking("2026-02-01T00:00Z", "2026-05-01T00:00Z")], working, DAYS))).toEqual([9, 9, 9, 9, 9, 0, 0]);
});

test("two bookings of the same hours, as the server has not refused yet, are not counted twice", () => {
  const twice = [booking("2026-03-02T09:00Z", "2026-03-02T18:00Z"), booking("2026-03-02T12:00Z", "2026-03-03T12:00Z")];
  expect(hours(bookedIn(twice, working, DAYS)).slice(0, 2)).toEqual([9, 3]);
});

test("the next free time is in the working hours, after what is booked firmly", () => {
  const bookings = [
    booking("2026-03-02T00:00Z", "2026-03-04T12:00Z"),
    hold("2026-03-04T12:00Z", "2026-03-04T18:00Z"),
  ];
  expect(freeFrom(bookings, working, at("2026-03-02T10:00Z"), at("2026-03-20"))).toBe(at("2026-03-04T12:00Z"));
});

test("on a Saturday the next free time is Monday morning", () => {
  expect(freeFrom([], working, at("2026-03-07T10:00Z"), at("2026-03-20"))).toBe(at("2026-03-09T09:00Z"));
});

test("a booking over several days leaves none of them free", () => {
  const bookings = [booking("2026-03-02T00:00Z", "2026-03-06T00:00Z"), booking("2026-03-06T00:00Z", "2026-03-07T00:00Z")];
  expect(freeFrom(bookings, working, at("2026-03-02T00:00Z"), at("2026-03-20"))).toBe(at("2026-03-09T09:00Z"));
});

test("who is booked for good is never free", () => {
  expect(freeFrom([booking("2026-01-01T00:00Z", "2026-12-31T00:00Z")], working, at("2026-03-02"), at("2026-03-20"))).toBeNull();
});
