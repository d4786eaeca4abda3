import { expect, test } from "vitest";
import type { BoardBooking } from "../../src/board/booking";
import { Schedule } from "../../src/board/schedule";
import { BO, booking, NOOR } from "../live/bookings";

const idsOf = (schedule: Schedule, artistId: string) => schedule.of(artistId).map(({ id }) => id);

test("an answer that was under way does not bring back what has moved on", () => {
  const schedule = new Schedule();
  schedule.learn([booking({ version: 2, artistId: BO })]);
  expect(schedule.learn([booking({ version: 1 })])).toEqual([]);
  expect([idsOf(schedule, NOOR), idsOf(schedule, BO)]).toEqual([[], ["one"]]);
});

test("an answer that was under way does not bring back what has ended", () => {
  const schedule = new Schedule();
  schedule.learn([booking({ version: 2, status: "CANCELLED" })]);
  schedule.learn([booking({ version: 1 })]);
  expect(schedule.of(NOOR)).toEqual([]);
});

test("of two answers the one that was read later has the rank, in whatever order they come", () => {
  const schedule = new Schedule();
  schedule.learn([booking({ rank: 1 })], 12);
  expect(schedule.learn([booking({ rank: 2 })], 11)).toEqual([]);
  expect(schedule.get("one")?.rank).toBe(1);
  schedule.learn([booking({ rank: 3 })], 13);
  expect(schedule.get("one")?.rank).toBe(3);
});

test("what may not be seen any more is gone until it is told of again", () => {
  const schedule = new Schedule();
  schedule.hide("one");
  schedule.learn([booking()]);
  expect([schedule.get("one"), schedule.of(NOOR)]).toEqual([undefined, []]);
  schedule.hide("one", false);
  expect(idsOf(schedule, NOOR)).toEqual(["one"]);
});

test("a refused change leaves the booking where others have put it meanwhile", () => {
  const schedule = new Schedule();
  schedule.learn([booking()]);
  schedule.suppose(booking({ artistId: BO }));
  schedule.learn([booking({ version: 2, start: 5 })]);
  expect(idsOf(schedule, BO)).toEqual(["one"]);
  schedule.settle("one");
  expect(idsOf(schedule, BO)).toEqual([]);
  expect(schedule.of(NOOR)[0]?.start).toBe(5);
});

test("a new booking that was refused is gone", () => {
  const schedule = new Schedule();
  schedule.suppose(booking());
  schedule.settle("one");
  expect([schedule.get("one"), schedule.of(NOOR)]).toEqual([undefined, []]);
});

test("a row is told of what it gains and of what it loses, and the same array means no change", () => {
  const schedule = new Schedule();
  let [noor, bo, dev] = [0, 0, 0];
  schedule.watch(NOOR, () => (noor += 1));
  schedule.watch(BO, () => (bo += 1));
  schedule.watch("dev", () => (dev += 1));
  schedule.learn([booking()]);
  const before = schedule.of(NOOR);
  schedule.learn([booking()]);
  expect(schedule.of(NOOR)).toBe(before);
  schedule.learn([booking({ version: 2, artistId: BO })]);
  expect([noor, bo, dev]).toEqual([2, 1, 0]);
});

/** A stream of numbers that is the same for the same seed, and looks random. */
function draws(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const drawn = ({ id, version, start, rank }: BoardBooking) => `${id} v${version} at ${start} rank ${rank}`;

/** What the schedule is to show, worked out anew each time from all that was said to it. */
class Model {
  readonly told: { readonly booking: BoardBooking; readonly asOf: number }[] = [];
  readonly supposed = new Map<string, BoardBooking>();
  readonly hidden = new Set<string>();

  shown(artistId: string): string[] {
    const inOrder = this.told.toSorted((a, b) => a.asOf - b.asOf);
    const all = new Map([...inOrder.map(({ booking: each }) => [each.id, each] as const), ...this.supposed]);
    return [...all.values()]
      .filter((each) => each.artistId === artistId && each.status !== "CANCELLED" && !this.hidden.has(each.id))
      .sort((one, other) => one.start - other.start || one.end - other.end || (one.id < other.id ? -1 : 1))
      .map(drawn);
  }
}

test.each(Array.from({ length: 20 }, (_, seed) => [seed]))("whatever comes in whatever order, it shows what a naive model shows (seed %i)", (seed) => {
  const draw = draws(seed);
  const schedule = new Schedule();
  const model = new Model();
  const artists = [NOOR, BO, "dev"];
  const seen = new Map<string, readonly string[]>();
  const show = (artistId: string) => schedule.of(artistId).map(drawn);
  for (const artistId of artists) {
    schedule.watch(artistId, () => seen.set(artistId, show(artistId)));
    seen.set(artistId, []);
  }
  for (let step = 0; step < 300; step += 1) {
    const id = `booking ${draw(6)}`;
    // Each revision finds every booking in one state, whoever reads it; its versions go up with the revisions.
    const asOf = draw(100);
    const version = 1 + Math.floor(asOf / 12);
    const state = draws(Number(id.slice(8)) * 100 + version);
    const artistId = artists[state(3)] ?? NOOR;
    const read = booking({ id, version, artistId, start: state(50), status: state(5) === 0 ? "CANCELLED" : "HOLD", rank: 1 + (asOf % 4) });
    const action = draw(10);
    if (action < 6) {
      schedule.learn([read], asOf);
      model.told.push({ booking: read, asOf });
    } else if (action < 8) {
      const wish = { ...read, artistId: artists[draw(3)] ?? NOOR, start: draw(50), status: "PENCIL" as const };
      schedule.suppose(wish);
      model.supposed.set(id, wish);
    } else if (action === 8) {
      schedule.settle(id);
      model.supposed.delete(id);
    } else {
      const hides = draw(2) === 0;
      schedule.hide(id, hides);
      if (hides) model.hidden.add(id);
      else model.hidden.delete(id);
    }
    for (const artistId of artists) {
      expect(show(artistId)).toEqual(model.shown(artistId));
      expect(seen.get(artistId), "a row that is watched has been told").toEqual(show(artistId));
    }
  }
});
