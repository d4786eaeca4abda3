import { expect, test } from "vitest";
import { changesOf, draftOf, faultsOf, rebased } from "../../src/pages/settings/draft";

const SETTINGS = {
  slug: "northlight",
  name: "Northlight",
  timeZone: "Europe/London",
  currency: "GBP",
  holdExpiryHours: 24,
  businessHours: ["mon 09:00-18:00"],
  challengeHours: 24,
  artistsSeeBusy: true,
  artistsMayHold: false,
  version: 3,
} as const;

test("only what was changed is sent", () => {
  const draft = { ...draftOf(SETTINGS), name: " Northlight Pictures ", holdsExpire: false };
  expect(changesOf(draft, SETTINGS)).toEqual({ name: "Northlight Pictures", holdExpiryHours: null });
  expect(changesOf(draftOf(SETTINGS), SETTINGS)).toEqual({});
});

test("what somebody else saved meanwhile stands, save for what is being changed", () => {
  const draft = { ...draftOf(SETTINGS), name: "Mine" };
  const now = { ...SETTINGS, name: "Theirs", currency: "EUR", version: 4 };
  expect(rebased(draft, SETTINGS, now)).toEqual({ ...draftOf(now), name: "Mine" });
});

test("what the API would refuse is found before", () => {
  expect(faultsOf(draftOf(SETTINGS)).size).toBe(0);
  const draft = { ...draftOf(SETTINGS), holdExpiryHours: "1.5", challengeHours: "721", businessHours: [] };
  expect([...faultsOf(draft).keys()].sort()).toEqual(["businessHours", "challengeHours", "holdExpiryHours"]);
  expect(faultsOf({ ...draft, holdsExpire: false }).has("holdExpiryHours")).toBe(false);
});
