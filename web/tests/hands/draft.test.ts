import { expect, test } from "vitest";
import { clashes, rebased, taken } from "../../src/board/hands/model/clash";
import { type Draft, fieldAt, isSameDraft, isWhen, switched, typed, whenTyped } from "../../src/board/hands/model/draft";
import { byInstants, wholeDays } from "../../src/board/hands/model/when";

const LONDON = "Europe/London";
const DRAFT: Draft = { artistId: "anne", projectId: "p", phaseId: "h", isByDays: false, from: "2026-03-02T09:00", to: "2026-03-06T18:00", notes: "" };

test("what stands in the fields is the artist's local time", () => {
  const when = byInstants(Date.parse("2026-07-01T08:00Z"), Date.parse("2026-07-01T17:00Z"));
  expect(typed(when, LONDON)).toEqual({ isByDays: false, from: "2026-07-01T09:00", to: "2026-07-01T18:00" });
  expect(whenTyped({ isByDays: false, from: "2026-07-01T09:00", to: "2026-07-01T18:00" }, LONDON)).toEqual(when);
});

test("days are typed as they are meant, the last one included", () => {
  const when = wholeDays("2026-03-02", "2026-03-06", LONDON);
  expect(whenTyped(typed(when, LONDON), LONDON)).toEqual(when);
});

test("what is missing or the wrong way round is said at its field", () => {
  expect(whenTyped({ isByDays: false, from: "", to: "2026-03-02T09:00" }, LONDON)).toEqual({ from: expect.any(String) });
  expect(whenTyped({ isByDays: true, from: "2026-03-02", to: "2026-03-01" }, LONDON)).toEqual({ to: expect.any(String) });
  expect(whenTyped({ isByDays: true, from: "soon", to: "" }, LONDON)).toEqual({ from: expect.any(String), to: expect.any(String) });
});

test("a time that the clocks swallow is left to the server to refuse", () => {
  const night = whenTyped({ isByDays: false, from: "2026-03-29T01:10", to: "2026-03-29T01:50" }, LONDON);
  expect(isWhen(night) && night.start === night.end).toBe(true);
});

test("by days, the days that are touched are meant, but not one that only begins", () => {
  expect(switched(DRAFT)).toMatchObject({ isByDays: true, from: "2026-03-02", to: "2026-03-06" });
  expect(switched({ ...DRAFT, to: "2026-03-07T00:00" })).toMatchObject({ to: "2026-03-06" });
});

test("by hours, days are working days", () => {
  expect(switched({ ...DRAFT, isByDays: true, from: "2026-03-02", to: "2026-03-03" })).toMatchObject({ from: "2026-03-02T09:00", to: "2026-03-03T18:00" });
});

test("fields that were not touched follow what somebody else has changed", () => {
  const now = { ...DRAFT, artistId: "bo", notes: "theirs", to: "2026-03-07T18:00" };
  expect(rebased({ ...DRAFT, notes: "mine" }, DRAFT, now)).toEqual({ ...now, notes: "mine" });
  expect(rebased({ ...DRAFT, from: "2026-03-01T09:00" }, DRAFT, now)).toEqual({ ...now, from: "2026-03-01T09:00" });
  expect(isSameDraft(rebased(DRAFT, DRAFT, now), now)).toBe(true);
});

test("what two people have changed differently is a clash, and only that", () => {
  const now = { ...DRAFT, notes: "theirs", to: "2026-03-07T18:00", projectId: "q", phaseId: "" };
  expect(clashes({ ...DRAFT, notes: "mine", from: "2026-03-01T09:00" }, DRAFT, now)).toEqual(["notes"]);
  expect(clashes({ ...DRAFT, to: "2026-03-08T18:00", phaseId: "" }, DRAFT, now)).toEqual(["work", "to"]);
  expect(clashes({ ...DRAFT, notes: "theirs" }, DRAFT, now)).toEqual([]);
  expect(clashes(DRAFT, DRAFT, now)).toEqual([]);
});

test("of a clash one may take theirs, field by field", () => {
  const now = { ...DRAFT, notes: "theirs", to: "2026-03-07T18:00" };
  const mine = { ...DRAFT, notes: "mine", to: "2026-03-08T18:00" };
  expect(taken(mine, "notes", now)).toEqual({ ...mine, notes: "theirs" });
  expect(taken(mine, "to", now)).toEqual({ ...mine, to: now.to });
});

test("days and hours do not mix: where one goes by days and the other by hours, both ends are one", () => {
  const now = { ...DRAFT, ...switched(DRAFT), to: "2026-03-07" };
  const mine = { ...DRAFT, from: "2026-03-01T09:00" };
  expect(rebased(mine, DRAFT, now)).toEqual(mine);
  expect(clashes(mine, DRAFT, now)).toEqual(["from", "to"]);
  expect(taken(mine, "from", now)).toEqual(now);
});

test("a refusal is shown at the field that it is about", () => {
  expect(fieldAt(["input", "endDate"])).toBe("to");
  expect(fieldAt(["input", "phaseId"])).toBe("phaseId");
  expect(fieldAt(["input"])).toBeNull();
});
