import { beforeEach, expect, test } from "vitest";
import type { BoardBookingFragment } from "../../src/api/operations";
import { type Answered, attempt, expectedVersion } from "../../src/board/hands/changes/attempt";
import { type BoardBooking, boardBooking } from "../../src/board/booking";
import { schedule } from "../../src/board/schedule";

const HOUR = 3_600_000;
let made = 0;
let hold: BoardBooking;

function row(version: number, hours: number): BoardBookingFragment {
  return {
    id: hold.id,
    version,
    artist: { id: "anne" },
    project: null,
    startTime: new Date(hours * HOUR).toISOString(),
    endTime: new Date((hours + 1) * HOUR).toISOString(),
    startDate: null,
    endDate: null,
    status: "HOLD",
    holdRank: 1,
    isBackup: false,
  };
}

const at = (hours: number): BoardBooking => ({ ...hold, start: hours * HOUR, end: (hours + 1) * HOUR });
const saved = (version: number, hours: number): Answered => ({ __typename: "BookingSaved", booking: row(version, hours), warnings: [], revision: version });
const shownAt = () => (schedule.get(hold.id)?.start ?? Number.NaN) / HOUR;

/** An answer that comes when the test says so. */
function later() {
  let [answer, lose] = [(_: Answered) => {}, (_: Error) => {}];
  const promise = new Promise<{ result: Answered }>((resolve, reject) => {
    answer = (result) => resolve({ result });
    lose = reject;
  });
  return { send: () => promise, answer, lose };
}

beforeEach(() => {
  schedule.clear();
  made += 1;
  hold = { id: `hold ${made}`, version: 1, artistId: "anne", project: null, start: 0, end: HOUR, days: null, status: "HOLD", rank: 1, isBackup: false };
  schedule.learn([boardBooking(row(1, 0))]);
});

test("a change is shown before the server has agreed", async () => {
  const { send, answer } = later();
  const end = attempt({ supposed: [at(5)], send });
  expect(shownAt()).toBe(5);
  expect(schedule.isSupposed(hold.id)).toBe(true);
  answer(saved(2, 5));
  expect(await end).toMatchObject({ kind: "saved", revision: 2 });
  expect(schedule.isSupposed(hold.id)).toBe(false);
  expect(shownAt()).toBe(5);
});

test("what is refused goes back to where it was", async () => {
  const { send, answer } = later();
  const end = attempt({ supposed: [at(5)], send });
  answer({ __typename: "InvalidInput", code: "INVALID_INPUT", message: "No.", path: [] });
  expect(await end).toMatchObject({ kind: "refused" });
  expect(shownAt()).toBe(0);
});

test("where somebody was faster, theirs is shown", async () => {
  const { send, answer } = later();
  const end = attempt({ supposed: [at(5)], send });
  answer({ __typename: "StaleVersion", code: "STALE_VERSION", message: "No.", path: [], current: { __typename: "Booking", ...row(7, 3) } });
  await end;
  expect(shownAt()).toBe(3);
});

test("what never arrived is taken back, and said", async () => {
  const { send, lose } = later();
  const end = attempt({ supposed: [at(5)], send });
  lose(new TypeError("Failed to fetch"));
  expect(await end).toMatchObject({ kind: "failed", message: expect.stringContaining("cannot be reached") });
  expect(shownAt()).toBe(0);
});

test("changes of one booking go one after the other, each from what the one before has made of it", async () => {
  const [first, second] = [later(), later()];
  const versions: number[] = [];
  const one = attempt({ supposed: [at(5)], send: first.send });
  const two = attempt({
    supposed: [at(8)],
    send: () => {
      versions.push(expectedVersion(hold));
      return second.send();
    },
  });
  expect(versions).toEqual([]);
  first.answer(saved(2, 5));
  await one;
  expect(shownAt()).toBe(8);
  second.answer(saved(3, 8));
  await two;
  expect(versions).toEqual([2]);
  expect(shownAt()).toBe(8);
});

test("one's own change does not hide that somebody else has made one before it", async () => {
  const { send, answer } = later();
  const end = attempt({ supposed: [{ ...at(5), version: 2 }], send });
  answer(saved(3, 5));
  await end;
  expect(expectedVersion({ ...hold, version: 2 })).toBe(3);
  expect(expectedVersion({ ...hold, version: 1 })).toBe(1);
});

test("a new booking that is refused is gone again", async () => {
  const { send, answer } = later();
  const draft = { ...at(5), id: `draft ${made}`, version: 0 };
  const end = attempt({ supposed: [draft], send });
  expect(schedule.of("anne").map(({ id }) => id)).toContain(draft.id);
  answer({ __typename: "InvalidInput", code: "INVALID_INPUT", message: "No.", path: [] });
  await end;
  expect(schedule.of("anne").map(({ id }) => id)).not.toContain(draft.id);
});
