import { expect, test } from "vitest";
import type { BoardBooking } from "../../src/board/booking";
import { areaOf, within } from "../../src/board/hands/model/area";
import { type Dragging, type GestureEvent, IDLE, next } from "../../src/board/hands/model/gesture";

const ROWS = ["anne", "bo", "cal"];
/** Bo's clock is ten ahead: what is at 0 with the others is at -10 there. */
const xOf = (time: number, artistId: string) => (artistId === "bo" ? time - 10 : time);
const spot = (time: number, artistId: string | null) => ({ x: time, y: 0, time, artistId });

function framed(from: number, to: number, row: string, reached: string | null): Dragging {
  return { state: "dragging", grip: { kind: "area", artistId: row }, from: spot(from, row), at: spot(to, reached), copies: false };
}

function booking(id: string, start: number, end: number): BoardBooking {
  return { id, version: 1, artistId: "anne", project: null, start, end, days: null, status: "HOLD", rank: 1, isBackup: false };
}

test("a frame may be drawn in any direction", () => {
  const frame = { left: 20, right: 90, artistIds: ["anne", "bo", "cal"] };
  expect(areaOf(framed(20, 90, "anne", "cal"), ROWS, xOf, null)).toEqual(frame);
  expect(areaOf(framed(90, 20, "cal", "anne"), ROWS, xOf, null)).toEqual(frame);
});

test("below the rows a frame keeps the rows that it had", () => {
  const before = areaOf(framed(20, 90, "anne", "bo"), ROWS, xOf, null);
  expect(areaOf(framed(20, 95, "anne", null), ROWS, xOf, before)).toEqual({ left: 20, right: 95, artistIds: ["anne", "bo"] });
});

test("what reaches into a frame is in it, what only touches it is not", () => {
  const bookings = [booking("before", 0, 20), booking("into", 10, 30), booking("over", 0, 200), booking("after", 90, 100)];
  expect(within({ left: 20, right: 90, artistIds: ["anne"] }, () => bookings, xOf)).toEqual(["into", "over"]);
});

test("what is within goes by the place on the board, where each row has its own clock", () => {
  const of = (artistId: string) => [booking(`${artistId} 25`, 25, 28), booking(`${artistId} 95`, 95, 98)];
  expect(within({ left: 20, right: 90, artistIds: ["anne", "bo"] }, of, xOf)).toEqual(["anne 25", "bo 95"]);
});

test("after a frame nothing is asked", () => {
  const at = spot(100, "anne");
  const events: GestureEvent[] = [
    { type: "press", grip: { kind: "area", artistId: "anne" }, at, touch: false },
    { type: "move", at: spot(180, "bo"), copies: true },
    { type: "release" },
  ];
  expect(events.reduce(next, IDLE)).toEqual(IDLE);
});
