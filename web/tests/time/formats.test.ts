import { expect, test } from "vitest";
import { clock, dateName, dayName, dayOf, fromNow, isMidnight } from "../../src/time/formats";
import { spanName } from "../../src/time/span";

const YEAR = new Date().getFullYear();
const at = (text: string) => Date.parse(`${YEAR}-${text}Z`);

test("a day has its year where it is not this one, and no comma", () => {
  expect(dayName(`${YEAR}-03-03`)).toMatch(/^\w{3} 3 Mar$/);
  expect(dayName("2020-03-03")).toBe("Tue 3 Mar 2020");
  expect(dayName("2020-03-03", { long: true })).toBe("Tuesday 3 March 2020");
  expect(dateName(`${YEAR}-03-03`)).toBe("3 Mar");
  expect(dateName("2020-03-03")).toBe("3 Mar 2020");
});

test("hours of one day are told with the day once", () => {
  expect(spanName({ start: at("01-15T09:00:00"), end: at("01-15T18:00:00") }, "UTC")).toMatch(/^\w{3} 15 Jan 09:00–18:00$/);
});

test("whole days are told without hours, in the zone in which they are whole", () => {
  const span = { start: at("07-05T04:00:00"), end: at("07-07T04:00:00") };
  expect(spanName(span, "America/New_York")).toMatch(/^\w{3} 5 Jul – \w{3} 6 Jul$/);
  expect(spanName(span, "UTC")).toMatch(/^\w{3} 5 Jul 04:00 – \w{3} 7 Jul 04:00$/);
});

test("days that are known are told as they are, whatever the clocks show", () => {
  const span = { start: at("07-05T04:00:00"), end: at("07-07T04:00:00"), days: { first: `${YEAR}-07-05`, last: `${YEAR}-07-06` } };
  expect(spanName(span, "UTC")).toMatch(/^\w{3} 5 Jul – \w{3} 6 Jul$/);
});

test("an evening until midnight ends on its own day", () => {
  expect(spanName({ start: at("01-15T18:00:00"), end: at("01-16T00:00:00") }, "UTC")).toMatch(/15 Jan 18:00–24:00$/);
});

test("clocks and days are those of the zone, also where its clocks skip midnight", () => {
  const beforeMidnight = Date.parse("2026-03-02T07:59Z");
  expect([dayOf(beforeMidnight, "America/Los_Angeles"), clock(beforeMidnight, "America/Los_Angeles")]).toEqual(["2026-03-01", "23:59"]);
  // Beirut goes from 0:00 to 1:00 on the last Sunday of March.
  const skipped = Date.parse("2026-03-28T22:00Z");
  expect([dayOf(skipped, "Asia/Beirut"), clock(skipped, "Asia/Beirut"), isMidnight(skipped, "Asia/Beirut")]).toEqual(["2026-03-29", "01:00", true]);
});

test("how far away something is never promises more time than there is", () => {
  const now = at("01-15T09:00:00");
  expect(fromNow(now + 4 * 3_600_000 - 1, now)).toBe("in 3 hours");
  expect(fromNow(now + 50 * 3_600_000, now)).toBe("in 2 days");
  expect(fromNow(now - 12 * 60_000, now)).toBe("12 minutes ago");
});
