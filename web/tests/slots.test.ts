import { expect, test } from "vitest";
import { dayAfter, firstFreeDay, weekOf } from "../src/graphiql/slots";

const SUNDAY = new Date("2026-11-22T23:30:00Z");
const MONDAY = new Date("2026-11-23T00:30:00Z");

test("a week runs from Monday to the next Monday, on a Sunday as on a Monday", () => {
  expect(weekOf(SUNDAY)).toEqual({ from: "2026-11-16T00:00:00.000Z", to: "2026-11-23T00:00:00.000Z" });
  expect(weekOf(MONDAY)).toEqual({ from: "2026-11-23T00:00:00.000Z", to: "2026-11-30T00:00:00.000Z" });
});

test("a free day is offered with office hours", () => {
  expect(firstFreeDay(dayAfter(SUNDAY, 1), [])).toEqual({
    startTime: "2026-11-23T09:00:00.000Z",
    endTime: "2026-11-23T17:00:00.000Z",
  });
});

test("days that a booking touches are passed over", () => {
  const taken = [
    { startTime: "2026-11-22T22:00:00+00:00", endTime: "2026-11-23T01:00:00+00:00" },
    { startTime: "2026-11-24T12:00:00+00:00", endTime: "2026-11-25T00:00:00+00:00" },
  ];
  expect(firstFreeDay(dayAfter(SUNDAY, 1), taken).startTime).toBe("2026-11-25T09:00:00.000Z");
});
