import { expect, test } from "vitest";
import { agenda } from "../../src/pages/my-schedule/days";

const LONDON = { first: "2027-03-26", last: "2027-03-30", zone: "Europe/London" };

const booking = (id: string, start: string, end: string) => ({ id, start: Date.parse(start), end: Date.parse(end) });

test("free days beside one another are one stretch", () => {
  const stretches = agenda([booking("a", "2027-03-27T09:00Z", "2027-03-27T18:00Z")], LONDON);
  expect(stretches).toMatchObject([
    { kind: "free", first: "2027-03-26", last: "2027-03-26", count: 1 },
    { kind: "day", day: "2027-03-27", parts: [{ from: "09:00", until: "18:00", goesOn: false }] },
    { kind: "free", first: "2027-03-28", last: "2027-03-30", count: 3 },
  ]);
});

test("a booking of several days is on each of them, with its hours on the first and the last", () => {
  const stretches = agenda([booking("a", "2027-03-26T10:00Z", "2027-03-28T11:00Z")], LONDON);
  const parts = stretches.flatMap((each) => (each.kind === "day" ? each.parts : []));
  expect(parts.map(({ from, until, goesOn }) => [from, until, goesOn])).toEqual([
    ["10:00", null, false],
    [null, null, true],
    // The clocks went forward on the 28th.
    [null, "12:00", true],
  ]);
});

test("a booking that ends at midnight is not on the day after, also where a day has 23 hours", () => {
  const stretches = agenda([booking("a", "2027-03-28T00:00Z", "2027-03-28T23:00Z")], LONDON);
  expect(stretches.filter((each) => each.kind === "day")).toMatchObject([{ day: "2027-03-28", parts: [{ from: null, until: null }] }]);
});

test("what began before the first day goes on", () => {
  const [first] = agenda([booking("a", "2027-03-20T09:00Z", "2027-03-26T12:00Z")], LONDON);
  expect(first).toMatchObject({ kind: "day", parts: [{ goesOn: true, from: null, until: "12:00" }] });
});

test("the bookings of a day are in the order of their starts", () => {
  const late = booking("late", "2027-03-26T14:00Z", "2027-03-26T18:00Z");
  const early = booking("early", "2027-03-26T08:00Z", "2027-03-26T12:00Z");
  const [day] = agenda([late, early], LONDON);
  expect(day?.kind === "day" && day.parts.map((part) => part.booking.id)).toEqual(["early", "late"]);
});
