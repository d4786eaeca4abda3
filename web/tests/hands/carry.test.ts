import { expect, test } from "vitest";
import { type Carry, carried } from "../../src/board/hands/gestures/carry";

const BOOKING = { id: "b", version: 1, artistId: "anne", project: null, start: 0, end: 1, days: null, status: "HOLD", rank: 1, isBackup: false } as const;
const TAKEN: Carry = { taken: [BOOKING], edge: null, steps: 0, down: 0, untilRelease: false };

function after(...keys: string[]): Carry | null {
  return keys.reduce<Carry | null>((carry, key) => {
    const [plain = "", shift] = key.split("+").reverse();
    return carry && carried(carry, plain, shift === "Shift");
  }, TAKEN);
}

test("arrows add up", () => {
  expect(after("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowDown")).toMatchObject({ steps: 1, down: 1, edge: null });
});

test("with Shift the end is moved, and what was moved before is put back", () => {
  expect(after("ArrowRight", "ArrowDown", "Shift+ArrowRight", "Shift+ArrowRight")).toMatchObject({ edge: "end", steps: 2, down: 0 });
});

test("an end does not go to another row", () => {
  expect(after("s", "ArrowDown", "ArrowLeft")).toMatchObject({ edge: "start", steps: -1, down: 0 });
});

test("M takes the whole again", () => {
  expect(after("e", "ArrowRight", "m")).toEqual(TAKEN);
});

test("while Alt is held letters mean nothing", () => {
  expect(carried({ ...TAKEN, untilRelease: true }, "s", false)).toBeNull();
});

test("other keys mean nothing", () => {
  expect(after("x")).toBeNull();
});
