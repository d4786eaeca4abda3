import { expect, test } from "vitest";
import { mayRemove, rolesFor } from "../../src/pages/members/rights";

const OLIVE = { id: "olive", role: "OWNER" } as const;
const ADAM = { id: "adam", role: "ADMIN" } as const;
const MAYA = { id: "maya", role: "MANAGER" } as const;

test("an owner makes others anything, an admin makes them no owner", () => {
  expect(rolesFor(OLIVE, MAYA)).toContain("OWNER");
  expect(rolesFor(ADAM, MAYA)).toEqual(["ADMIN", "MANAGER", "ARTIST", "VIEWER"]);
});

test("an admin does not decide about an owner, and nobody about themselves", () => {
  expect(rolesFor(ADAM, OLIVE)).toEqual(["OWNER"]);
  expect(rolesFor(OLIVE, OLIVE)).toEqual(["OWNER"]);
  expect(rolesFor(ADAM, ADAM)).toEqual(["ADMIN"]);
});

test("an owner goes only where another one stays, and at an owner's hand", () => {
  expect(mayRemove(OLIVE, OLIVE, 1)).toBe(false);
  expect(mayRemove(OLIVE, OLIVE, 2)).toBe(true);
  expect(mayRemove(ADAM, OLIVE, 2)).toBe(false);
  expect(mayRemove(ADAM, MAYA, 1)).toBe(true);
  expect(mayRemove(ADAM, ADAM, 1)).toBe(true);
});
