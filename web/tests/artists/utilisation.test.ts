import { expect, test } from "vitest";
import { utilisationOf } from "../../src/pages/artists/utilisation";

const OFFICE = ["mon", "tue", "wed", "thu", "fri"].map((day) => `${day} 09:00-17:00`);
const MONDAY = "2026-03-02";
const taken = (startTime: string, endTime: string, status: "HOLD" | "PENCIL" | "CONFIRMED" = "CONFIRMED") => ({ startTime, endTime, status });

test("nights and weekends of a booking take nothing", () => {
  const fortnight = [taken("2026-03-02T00:00:00Z", "2026-03-09T00:00:00Z")];
  expect(utilisationOf(OFFICE, "UTC", MONDAY, 14, fortnight)).toEqual({ confirmed: 0.5, pencil: 0, hold: 0 });
});

test("what is taken twice counts once, as the firmer", () => {
  const week = [
    taken("2026-03-02T09:00:00Z", "2026-03-04T09:00:00Z", "HOLD"),
    taken("2026-03-03T09:00:00Z", "2026-03-04T09:00:00Z", "PENCIL"),
    taken("2026-03-03T09:00:00Z", "2026-03-03T13:00:00Z"),
  ];
  expect(utilisationOf(OFFICE, "UTC", MONDAY, 7, week)).toEqual({ confirmed: 0.1, pencil: 0.1, hold: 0.2 });
});

test("cancelled bookings take nothing", () => {
  const ended = { ...taken("2026-03-02T00:00:00Z", "2026-03-09T00:00:00Z"), status: "CANCELLED" as const };
  expect(utilisationOf(OFFICE, "UTC", MONDAY, 7, [ended])).toEqual({ confirmed: 0, pencil: 0, hold: 0 });
});

test("hours are the artist's, also on the day on which the clocks change", () => {
  const sundays = ["sun 09:00-17:00"];
  const morning = [taken("2026-03-29T08:00:00Z", "2026-03-29T12:00:00Z")];
  expect(utilisationOf(sundays, "Europe/London", "2026-03-29", 1, morning)).toEqual({ confirmed: 0.5, pencil: 0, hold: 0 });
});

test("whoever has no working hours has no utilisation", () => {
  expect(utilisationOf([], "UTC", MONDAY, 28, [])).toBeNull();
});
