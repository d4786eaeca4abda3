import { expect, test } from "vitest";
import { byDay, canUndo, deedsOf } from "../../src/pages/activity/entry";
import { kindOf, passes } from "../../src/pages/activity/filter";
import { activitySearch } from "../../src/pages/activity/search";
import { entry } from "./log";

test("three events of one request are one deed, two are two", () => {
  const of = (requestId: string, count: number) => Array.from({ length: count }, () => entry({ requestId }));
  expect(deedsOf([...of("a", 3), ...of("b", 2)]).map((deed) => deed.entries.length)).toEqual([3, 1, 1]);
});

test("what differs in kind, or has no request, is not put together", () => {
  const mixed = [entry({ requestId: "a" }), entry({ requestId: "a", type: "BOOKING_CREATED" }), entry({ requestId: "a" })];
  expect(deedsOf(mixed)).toHaveLength(3);
  expect(deedsOf([entry(), entry(), entry()])).toHaveLength(3);
});

test("what one request mixed is put together by kind", () => {
  const kinds = ["BOOKING_CREATED", "ARTIST_CREATED"] as const;
  const mixed = [9, 8, 7, 6, 5, 4, 3].map((revision) => entry({ revision, requestId: "a", type: kinds[revision % 2] ?? "BOOKING_CREATED" }));
  expect(deedsOf(mixed).map(({ entries: [first, ...rest] }) => [first.type, first.revision, rest.length])).toEqual([
    ["ARTIST_CREATED", 9, 3],
    ["BOOKING_CREATED", 8, 2],
  ]);
});

test("days are those of the zone", () => {
  const days = byDay(deedsOf([entry({ at: Date.parse("2031-03-02T03:00Z") }), entry({ at: Date.parse("2031-03-01T12:00Z") })]), "America/New_York");
  expect(days.map(({ day, deeds }) => [day, deeds.length])).toEqual([["2031-03-01", 2]]);
});

test("one's own last change of a booking can be undone, and nothing else", () => {
  const [deed] = deedsOf([entry()]);
  if (deed === undefined) throw new Error("there is one");
  expect(canUndo(deed, [entry()], "maya")).toBe(true);
  expect(canUndo(deed, [entry()], "adam")).toBe(false);
  expect(canUndo(deed, [entry({ revision: 8 }), entry()], "maya")).toBe(false);
  expect(canUndo({ entries: [entry({ version: 0 })] }, [entry()], "maya")).toBe(false);
  expect(canUndo({ entries: [entry({ type: "ARTIST_UPDATED" })] }, [], "maya")).toBe(false);
});

test("filters add up", () => {
  const anything = { kind: null, person: null };
  expect(passes(entry(), anything)).toBe(true);
  expect(passes(entry(), { kind: "bookings", person: "maya" })).toBe(true);
  expect(passes(entry(), { kind: "conflicts", person: "maya" })).toBe(false);
  expect(passes(entry(), { kind: null, person: "clockwork" })).toBe(false);
  expect(passes(entry({ actor: null }), { kind: null, person: "clockwork" })).toBe(true);
});

test("an attempt that clashed is a conflict, a promotion concerns the queue", () => {
  expect(kindOf("BOOKING_CONFLICT_DETECTED")).toBe("conflicts");
  expect(kindOf("HOLD_PROMOTED")).toBe("holds");
  expect(kindOf("PHASE_UPDATED")).toBe("projects");
});

test("an address that makes no sense shows everything", () => {
  expect(activitySearch({ tab: "nonsense", kind: 7, person: "" })).toEqual({ tab: "log", kind: null, person: null });
  expect(activitySearch({ tab: "audit", kind: "holds", person: "maya" })).toEqual({ tab: "audit", kind: "holds", person: "maya" });
});
