import { expect, test } from "vitest";
import { type Gesture, type GestureEvent, type Grip, IDLE, next, type Spot } from "../../src/board/hands/model/gesture";

const spot = (x: number, y = 0): Spot => ({ x, y, time: x * 1000, artistId: "anne" });
const BOOKING: Grip = { kind: "booking", id: "b", artistId: "anne" };
const TIME: Grip = { kind: "time", artistId: "anne" };
const press = (grip: Grip, touch = false): GestureEvent => ({ type: "press", grip, at: spot(100), touch });
const move = (x: number, copies = false): GestureEvent => ({ type: "move", at: spot(x), copies });

function after(...events: GestureEvent[]): Gesture {
  return events.reduce(next, IDLE);
}

test("a press that hardly moves is a click", () => {
  expect(after(press(BOOKING), move(103)).state).toBe("pressing");
  expect(after(press(BOOKING), move(103), { type: "release" })).toEqual(IDLE);
});

test("a press that moves drags from where it began", () => {
  expect(after(press(BOOKING), move(103), move(140))).toMatchObject({ state: "dragging", from: spot(100), at: spot(140) });
});

test("after drawing a dialog asks, and nothing else is taken hold of until it has its answer", () => {
  const asking = after(press(TIME), move(180), { type: "release" });
  expect(asking.state).toBe("asking");
  expect(next(asking, press(BOOKING)).state).toBe("asking");
  expect(next(asking, { type: "answer" })).toEqual(IDLE);
});

test("after moving nothing is asked", () => {
  expect(after(press(BOOKING), move(180), { type: "release" })).toEqual(IDLE);
});

test("a finger that moves at once scrolls", () => {
  expect(after(press(BOOKING, true), move(130))).toEqual(IDLE);
});

test("a finger that stays takes the booking along", () => {
  expect(after(press(BOOKING, true), move(104), { type: "longPress" }, move(300))).toMatchObject({ state: "dragging", at: spot(300) });
});

test("a long press after the finger has gone means nothing", () => {
  expect(after(press(BOOKING, true), { type: "release" }, { type: "longPress" })).toEqual(IDLE);
});

test("what is cancelled is let go", () => {
  expect(after(press(BOOKING), move(180), { type: "cancel" })).toEqual(IDLE);
  expect(after(press(BOOKING), move(180), { type: "cancel" }, move(200), { type: "release" })).toEqual(IDLE);
});

test("only bookings are copied, and one may think better of it while dragging", () => {
  expect(after(press(BOOKING), move(180, true))).toMatchObject({ copies: true });
  expect(after(press(BOOKING), move(180, true), move(181))).toMatchObject({ copies: false });
  expect(after(press(TIME), move(180, true))).toMatchObject({ copies: false });
});
