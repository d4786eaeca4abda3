import { expect, test } from "vitest";
import { depthIn, lanesOf, placesIn } from "../../src/board/model/lanes";
import { booking, hold } from "./bookings";

const MONDAY = ["2026-03-02T09:00Z", "2026-03-02T18:00Z"] as const;
const TUESDAY = ["2026-03-03T09:00Z", "2026-03-03T18:00Z"] as const;
const BOTH = ["2026-03-02T09:00Z", "2026-03-03T18:00Z"] as const;
const at = Date.parse;

function lanesOfAll(...bookings: ReturnType<typeof booking>[]): number[] {
  return [...lanesOf(bookings.toSorted((a, b) => a.start - b.start)).lane];
}

test("bookings one after the other share a lane", () => {
  expect(lanesOfAll(booking(...MONDAY), hold(...TUESDAY))).toEqual([0, 0]);
});

test("what begins as the other ends does not overlap it", () => {
  expect(lanesOfAll(hold("2026-03-02T09:00Z", "2026-03-02T13:00Z"), hold("2026-03-02T13:00Z", "2026-03-02T18:00Z"))).toEqual([0, 0]);
});

test("holds of the same time lie below one another", () => {
  expect(lanesOfAll(hold(...MONDAY), hold(...MONDAY), hold(...MONDAY))).toEqual([0, 1, 2]);
});

test("a hold that begins before a firm booking leaves the first lane to it", () => {
  expect(lanesOfAll(hold(...BOTH), booking(...TUESDAY))).toEqual([1, 0]);
});

test("a lane that is free again is used again", () => {
  expect(lanesOfAll(hold(...BOTH), hold(...MONDAY), hold(...TUESDAY))).toEqual([0, 1, 1]);
});

test("firm bookings that clash for a moment, as the server has not refused yet, are both shown", () => {
  expect(lanesOfAll(booking(...MONDAY), booking(...MONDAY))).toEqual([0, 1]);
});

test("no two bookings of a lane overlap, whatever they are", () => {
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 48271) % 2147483647;
    return seed % below;
  };
  for (let round = 0; round < 200; round += 1) {
    const bookings = Array.from({ length: 30 }, () => {
      const start = at("2026-03-02T00:00Z") + random(200) * 3_600_000;
      const status = random(3) === 0 ? "CONFIRMED" : "HOLD";
      return booking(new Date(start).toISOString(), new Date(start + (1 + random(40)) * 3_600_000).toISOString(), { status });
    }).sort((a, b) => a.start - b.start);
    const { lane } = lanesOf(bookings);
    bookings.forEach((one, i) =>
      bookings.forEach((other, j) => {
        if (i < j && lane[i] === lane[j]) expect(other.start).toBeGreaterThanOrEqual(one.end);
      }),
    );
  }
});

test("a long booking is found in a window long after its start", () => {
  const lanes = lanesOf([booking("2026-01-01T00:00Z", "2026-12-01T00:00Z"), hold(...MONDAY)]);
  const [first, last] = placesIn(lanes, at("2026-06-01"), at("2026-06-08"));
  expect(lanes.bookings.slice(first, last)).toContain(lanes.bookings[0]);
});

test("the depth is that of the window alone", () => {
  const lanes = lanesOf([hold(...MONDAY), hold(...MONDAY), hold(...TUESDAY)]);
  expect(depthIn(lanes, at("2026-03-02T00:00Z"), at("2026-03-03T00:00Z"))).toBe(2);
  expect(depthIn(lanes, at("2026-03-03T00:00Z"), at("2026-03-04T00:00Z"))).toBe(1);
  expect(depthIn(lanes, at("2026-04-03T00:00Z"), at("2026-04-04T00:00Z"))).toBe(1);
});
