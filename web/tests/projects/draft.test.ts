import { expect, test } from "vitest";
import { byArtist } from "../../src/pages/projects/byArtist";
import { draftOf, hasEnded, inputOf, NEW } from "../../src/pages/projects/draft";
import { row } from "../bookings/row";

test("an empty expiry means the studio's, nought for ever", () => {
  expect(inputOf({ ...NEW, name: "Kestrel" }, true)).toMatchObject({ holdExpiryHours: null });
  expect(inputOf({ ...NEW, name: "Kestrel", holdExpiryHours: "0" }, true)).toMatchObject({ holdExpiryHours: 0 });
});

test("emptied fields are cleared, and budgets that are hidden are left alone", () => {
  expect(inputOf({ ...NEW, name: "Kestrel", client: " " }, false)).toEqual({
    name: "Kestrel",
    client: null,
    status: "PLANNING",
    startDate: null,
    endDate: null,
    managerId: null,
    holdExpiryHours: null,
  });
});

test("a project that is loaded and saved untouched stays as it is", () => {
  const facts = { client: null, status: "ACTIVE", startDate: "2026-03-02", endDate: null, budget: "250000.00", budgetHours: null, holdExpiryHours: 0 } as const;
  const project = { id: "p1", version: 3, name: "Kestrel", currency: "GBP", manager: { id: "u1", name: "Maya" }, ...facts };
  expect(inputOf(draftOf(project), true)).toEqual({ name: "Kestrel", managerId: "u1", ...facts });
});

test("a project that waits has not ended", () => {
  expect(hasEnded("ON_HOLD")).toBe(false);
  expect(hasEnded("ARCHIVED")).toBe(true);
});

test("bookings are put together by artist, by name", () => {
  const bo = { id: "a2", name: "Bo", timeZone: "UTC" };
  const groups = byArtist([row({ id: "1" }), row({ id: "2", artist: bo }), row({ id: "3" })]);
  expect(groups.map(({ artist, bookings }) => [artist.name, bookings.map(({ id }) => id)])).toEqual([
    ["Bo", ["2"]],
    ["Noor Haddad", ["1", "3"]],
  ]);
});
