import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { applyEvents } from "../../src/board/live/applying";
import { type QueuePage, Queues } from "../../src/board/live/queues";
import { Schedule } from "../../src/board/schedule";
import { Feed } from "../../src/live/feed";
import { BO, booking, NOOR, told } from "./bookings";

let feed: Feed;
let schedule: Schedule;
let queues: Queues;
let asked: { artistIds: readonly string[]; start: number; end: number }[];
let answer: () => QueuePage;

beforeEach(() => {
  vi.useFakeTimers();
  [feed, schedule, asked] = [new Feed(), new Schedule(), []];
  answer = () => ({ holds: [], revision: 99 });
  queues = new Queues(schedule, async function* (artistIds, start, end) {
    asked.push({ artistIds, start, end });
    yield answer();
  });
  applyEvents(feed, schedule, queues);
});

afterEach(() => {
  vi.useRealTimers();
});

const idsOf = (artistId: string) => schedule.of(artistId).map(({ id }) => id);

test("events add, move and remove bookings at once", () => {
  feed.tell(told(booking()));
  expect(idsOf(NOOR)).toEqual(["one"]);
  feed.tell(told(booking({ version: 2, artistId: BO })));
  expect([idsOf(NOOR), idsOf(BO)]).toEqual([[], ["one"]]);
  feed.tell(told(booking({ version: 3, artistId: BO, status: "CANCELLED" })));
  expect(idsOf(BO)).toEqual([]);
});

test("what an artist may not see any more is gone, and back when it is told of again", () => {
  feed.tell(told(booking()));
  feed.tell(told(booking({ version: 2, status: "CANCELLED" }), { booking: null }));
  schedule.learn([booking()]);
  expect(idsOf(NOOR)).toEqual([]);
  feed.tell(told(booking({ version: 3 })));
  expect(idsOf(NOOR)).toEqual(["one"]);
});

test("a project's new name is on all its bookings", () => {
  schedule.learn([booking(), booking({ id: "two", project: { id: "glass", name: "Glasshouse" } })]);
  const base = { revision: 5, type: "PROJECT_UPDATED", occurredAt: "", actor: null, projectId: "winter" } as const;
  feed.tell({ __typename: "ProjectUpdated", ...base, project: { id: "winter", name: "The Longest Winter" } });
  expect(schedule.of(NOOR).map(({ project }) => project?.name)).toEqual(["The Longest Winter", "Glasshouse"]);
});

test("the queue that a booking leaves and the one that it comes to are read again, once for a burst", async () => {
  queues.watch();
  schedule.learn([booking({ id: "rival", rank: 2 }), booking({ id: "other rival", artistId: BO, rank: 1, end: 40 }), booking()]);
  answer = () => ({ holds: [booking({ id: "rival", rank: 1 }), booking({ id: "other rival", artistId: BO, end: 40, rank: 1 })], revision: 7 });
  for (let version = 2; version < 50; version += 1) feed.tell(told(booking({ version, artistId: BO, start: version % 7 })));
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toEqual([{ artistIds: [NOOR, BO], start: 0, end: 10 }]);
  expect(schedule.get("rival")?.rank).toBe(1);
});

test("nothing is read where no other hold is touched, or while nobody looks", async () => {
  const endWatching = queues.watch();
  schedule.learn([booking({ id: "later", start: 10, end: 20 }), booking({ id: "firm", status: "CONFIRMED", rank: null })]);
  feed.tell(told(booking({ version: 2 })));
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toEqual([]);
  endWatching();
  feed.tell(told(booking({ version: 3, end: 15 })));
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toEqual([]);
  queues.watch();
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toHaveLength(1);
});

test("a queue that could not be read is read later", async () => {
  queues.watch();
  schedule.learn([booking({ id: "rival", rank: 2 })]);
  answer = () => {
    throw new TypeError("fetch failed");
  };
  feed.tell(told(booking({ version: 2 })));
  await vi.advanceTimersByTimeAsync(1000);
  answer = () => ({ holds: [booking({ id: "rival", rank: 1 })], revision: 7 });
  await vi.advanceTimersByTimeAsync(4000);
  expect(schedule.get("rival")?.rank).toBe(1);
  expect(asked).toHaveLength(2);
});

test("where the log does not go on, nothing is known any more", () => {
  schedule.learn([booking()]);
  feed.restart();
  expect(idsOf(NOOR)).toEqual([]);
});
