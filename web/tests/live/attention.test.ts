import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { UpdatePresenceInput } from "../../src/api/operations";
import type { Refusal } from "../../src/api/refusal";
import { Attention } from "../../src/live/attention";

const MARCH = Date.parse("2026-03-01T00:00:00Z");
const APRIL = Date.parse("2026-04-01T00:00:00Z");
const GONE: Refusal = { __typename: "NotFound", code: "NOT_FOUND", message: "No such booking.", path: ["input", "bookingId"] };

let said: UpdatePresenceInput[];
let answer: () => Promise<number | null | Refusal>;
let attention: Attention;

beforeEach(() => {
  vi.useFakeTimers();
  said = [];
  answer = async () => 30;
  attention = new Attention({
    say: (input) => {
      said.push(input);
      return answer();
    },
    bye: (input) => said.push(input),
  });
});

afterEach(() => {
  attention.leave();
  vi.useRealTimers();
});

const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);

test("nobody hears of what is looked at before we are there", async () => {
  attention.turnTo({ from: MARCH, to: APRIL });
  await pass(60);
  expect(said).toEqual([]);
  attention.renew();
  await pass(0.1);
  expect(said).toEqual([{ session: attention.session, from: "2026-03-01T00:00:00.000Z", to: "2026-04-01T00:00:00.000Z" }]);
});

test("it is said again three times in its life", async () => {
  attention.renew();
  await pass(60.5);
  expect(said).toHaveLength(7);
});

test("scrolling through a month says a few times a second where one is, and in the end where one has come to", async () => {
  attention.renew();
  await pass(1);
  for (let step = 0; step < 100; step += 1) {
    attention.turnTo({ from: MARCH + step, to: APRIL + step });
    await pass(0.01);
  }
  await pass(1);
  expect(said.length).toBeLessThanOrEqual(5);
  expect(said.at(-1)?.from).toBe(new Date(MARCH + 99).toISOString());
});

test("the same again is not said again", async () => {
  attention.renew();
  attention.turnTo({ bookingId: "one" });
  await pass(1);
  const before = said.length;
  attention.turnTo({ bookingId: "one" });
  await pass(5);
  expect(said).toHaveLength(before);
});

test("what the server does not take is left out, and that we are there is said all the same", async () => {
  const many = Array.from({ length: 51 }, (_, at) => `artist ${at}`);
  attention.turnTo({ from: MARCH, to: MARCH + 500 * 86_400_000, artistIds: many });
  attention.renew();
  await pass(0.1);
  expect(said).toEqual([{ session: attention.session }]);
});

test("a booking that is gone is not looked at any more", async () => {
  attention.turnTo({ from: MARCH, to: APRIL, bookingId: "gone" });
  answer = async () => (said.at(-1)?.bookingId === undefined ? 30 : GONE);
  attention.renew();
  await pass(1);
  expect(said.map(({ bookingId }) => bookingId)).toEqual(["gone", undefined]);
  expect(said.at(-1)?.from).toBeDefined();
});

test("a server that is out of reach is told again later", async () => {
  answer = () => Promise.reject(new TypeError("fetch failed"));
  attention.renew();
  await pass(0.1);
  answer = async () => 30;
  await pass(11);
  expect(said.length).toBe(2);
});

test("whoever leaves says so once, and nothing after it", async () => {
  attention.renew();
  await pass(1);
  attention.leave();
  attention.leave();
  attention.turnTo({ bookingId: "one" });
  await pass(60);
  expect(said).toEqual([{ session: attention.session }, { session: attention.session, leave: true }]);
});

test("each tab has an id of its own, a UUID", () => {
  expect(attention.session).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
