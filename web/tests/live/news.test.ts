import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Gathering, isNews, summary } from "../../src/board/live/news";
import { booking, told } from "./bookings";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const noon = Date.parse("2026-03-02T12:00:00Z");
const change = (id: string, actor = "Mara") => {
  const event = told(booking({ id, start: noon, end: noon + 3_600_000 }), { type: "BOOKING_CONFIRMED", actor: { id: actor, name: actor } });
  if (!isNews(event)) throw new Error("a confirmation is news");
  return event;
};

test("one change is told with whom it is about", () => {
  expect(summary([change("one")], "UTC")).toMatch(/^Mara confirmed Noor Haddad, The Long Winter, .*2026/);
});

test("many changes are counted, each booking once, and the one who made them all is named", () => {
  expect(summary([change("one"), change("two"), change("one")], "UTC")).toBe("Mara has changed 2 bookings");
  expect(summary([change("one"), change("two", "Ada")], "UTC")).toBe("2 bookings have changed");
});

test("a hold that will run out, or an artist's new name, is no news of the board", () => {
  const base = { revision: 1, occurredAt: "", actor: null } as const;
  expect(isNews({ __typename: "HoldExpiring", ...base, type: "HOLD_EXPIRING", bookingId: "one", booking: null })).toBe(false);
  expect(isNews({ __typename: "ArtistUpdated", ...base, type: "ARTIST_UPDATED" })).toBe(false);
});

test("a burst is told in a few pieces, and all of it", async () => {
  const told: (readonly number[])[] = [];
  const gathering = new Gathering<number>((items) => told.push(items));
  for (let each = 0; each < 100; each += 1) {
    gathering.add(each);
    await vi.advanceTimersByTimeAsync(50);
  }
  await vi.advanceTimersByTimeAsync(5000);
  expect(told.length).toBeLessThanOrEqual(3);
  expect(told.flat()).toEqual(Array.from({ length: 100 }, (_, at) => at));
});
