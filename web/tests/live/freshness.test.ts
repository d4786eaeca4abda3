import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { EventKind } from "../../src/api/queries";
import type { StudioEvent } from "../../src/live/feed";
import { Freshness, kindOf } from "../../src/live/freshness";

let queries: QueryClient;
let freshness: Freshness;
let isSeen: boolean;
let ends: (() => void)[];

beforeEach(() => {
  vi.useFakeTimers();
  queries = new QueryClient();
  isSeen = true;
  freshness = new Freshness(queries, () => isSeen);
  ends = [];
});

afterEach(() => {
  for (const end of ends) end();
  queries.clear();
  vi.useRealTimers();
});

/** A query on screen, and how often it has been fetched. Each answer takes `slowness` milliseconds. */
async function shown(kinds: readonly EventKind[], slowness = 0) {
  const query = { fetched: 0, end: () => undefined as void };
  const observer = new QueryObserver(queries, {
    queryKey: [kinds],
    queryFn: async () => {
      query.fetched += 1;
      await new Promise((resolve) => setTimeout(resolve, slowness));
      return query.fetched;
    },
    meta: { kinds },
    staleTime: Number.POSITIVE_INFINITY,
  });
  query.end = observer.subscribe(() => undefined);
  ends.push(query.end);
  await vi.advanceTimersByTimeAsync(slowness + 1);
  return query;
}

const happens = (type: StudioEvent["type"]) => freshness.noted({ type } as StudioEvent);
const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);

test("an event fetches the queries of its kind, and no others", async () => {
  const [bookings, artists] = [await shown(["BOOKING", "HOLD"]), await shown(["ARTIST"])];
  happens("BOOKING_CREATED");
  await pass(1);
  expect([bookings.fetched, artists.fetched]).toEqual([2, 1]);
});

test("a burst of 500 events fetches a query once a second at the most, and once after the last", async () => {
  const query = await shown(["BOOKING"]);
  for (let each = 0; each < 500; each += 1) {
    happens("BOOKING_UPDATED");
    await pass(0.01);
  }
  await pass(3);
  expect(query.fetched).toBeGreaterThanOrEqual(6);
  expect(query.fetched).toBeLessThanOrEqual(8);
});

test("a query that is slower than the events come is not cut off, and fetched again after the last", async () => {
  const query = await shown(["BOOKING"], 2_500);
  const answers: unknown[] = [];
  queries.getQueryCache().subscribe((change) => change.type === "updated" && change.action.type === "success" && answers.push(change.query.state.data));
  for (let each = 0; each < 20; each += 1) {
    happens("BOOKING_UPDATED");
    await pass(0.5);
  }
  expect(answers.length).toBeGreaterThanOrEqual(2);
  const before = query.fetched;
  happens("BOOKING_UPDATED");
  await pass(10);
  expect(query.fetched).toBeGreaterThan(before);
  expect(answers.at(-1)).toBe(query.fetched);
});

test("what is not on screen is fetched when it is shown again", async () => {
  const query = await shown(["PROJECT"]);
  query.end();
  happens("PROJECT_UPDATED");
  await pass(5);
  expect(query.fetched).toBe(1);
  expect(queries.getQueryState([["PROJECT"]])?.isInvalidated).toBe(true);
});

test("a page that nobody sees fetches nothing until it is seen again", async () => {
  const query = await shown(["BOOKING"]);
  isSeen = false;
  happens("BOOKING_CREATED");
  await pass(60);
  expect(query.fetched).toBe(1);
  isSeen = true;
  freshness.shown();
  await pass(1);
  expect(query.fetched).toBe(2);
});

test("every type of event has its kind", () => {
  expect(kindOf("BOOKING_CONFLICT_DETECTED")).toBe("CONFLICT");
  expect(kindOf("BOOKING_CANCELLED")).toBe("BOOKING");
  expect(kindOf("HOLD_PROMOTED")).toBe("HOLD");
  expect(kindOf("CHALLENGE_ENDED")).toBe("CHALLENGE");
  expect(kindOf("ARTIST_ARCHIVED")).toBe("ARTIST");
  expect(kindOf("PHASE_CREATED")).toBe("PHASE");
});
