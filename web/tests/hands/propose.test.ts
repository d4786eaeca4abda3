import { expect, test } from "vitest";
import type { BoardBooking } from "../../src/board/booking";
import type { Gesture, Grip, Spot } from "../../src/board/hands/model/gesture";
import { type Ground, nudged, proposed } from "../../src/board/hands/model/propose";
import { byInstants, type When, wholeDays } from "../../src/board/hands/model/when";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MONDAY = Date.parse("2026-03-02T00:00Z");
const ZONES: Record<string, string> = { anne: "Europe/London", bo: "Europe/London", cal: "America/Los_Angeles" };

function ground(byDays: boolean): Ground {
  return {
    zoneOf: (artistId) => ZONES[artistId] ?? "UTC",
    scaleOf: () => ({ byDays, snap: (instant) => Math.round(instant / HOUR) * HOUR }),
    rows: Object.keys(ZONES),
  };
}

function booking(id: string, when: When, artistId = "anne"): BoardBooking {
  return { id, version: 1, artistId, project: null, ...when, status: "HOLD", rank: 1, isBackup: false };
}

const WEEK = booking("week", wholeDays("2026-03-02", "2026-03-06", "Europe/London"));
const MORNING = booking("morning", byInstants(MONDAY + 9 * HOUR, MONDAY + 12 * HOUR));

function dragged(grip: Grip, by: number, row: string | null, copies = false): Extract<Gesture, { state: "dragging" }> {
  const spot = (time: number): Spot => ({ x: 0, y: 0, time, artistId: row });
  return { state: "dragging", grip, from: spot(MONDAY + 10 * HOUR), at: spot(MONDAY + 10 * HOUR + by), copies };
}

const grip = ({ id, artistId }: BoardBooking): Grip => ({ kind: "booking", id, artistId });

test("what is dropped in another row is given to its artist", () => {
  const proposal = proposed(dragged(grip(WEEK), DAY, "cal"), [WEEK], ground(true));
  expect(proposal).toMatchObject({ kind: "move", artistId: "cal", shift: { days: 1 } });
  expect(proposal?.kind === "move" && proposal.placements[0].when).toEqual(wholeDays("2026-03-03", "2026-03-07", "America/Los_Angeles"));
});

test("between the rows it stays with its artist", () => {
  expect(proposed(dragged(grip(MORNING), 2 * HOUR, null), [MORNING], ground(false))).toMatchObject({ artistId: null, shift: { minutes: 120 } });
});

test("several of one artist go to another together, those of several keep to their rows", () => {
  const other = booking("other", byInstants(MONDAY, MONDAY + HOUR));
  const ofBo = booking("ofBo", byInstants(MONDAY, MONDAY + HOUR), "bo");
  expect(proposed(dragged(grip(MORNING), 0, "bo"), [MORNING, other], ground(false))).toMatchObject({ artistId: "bo" });
  const mixed = proposed(dragged(grip(MORNING), HOUR, "bo"), [MORNING, ofBo], ground(false));
  expect(mixed).toMatchObject({ artistId: null, placements: [{ artistId: "anne" }, { artistId: "bo" }] });
});

test("several move by days as soon as one of them is for days", () => {
  const proposal = proposed(dragged(grip(MORNING), DAY + HOUR, "anne"), [MORNING, WEEK], ground(false));
  expect(proposal).toMatchObject({ shift: { days: 1 } });
});

test("a copy is of the one in the hand, and may be for somebody else", () => {
  const proposal = proposed(dragged(grip(MORNING), 0, "bo", true), [MORNING, WEEK], ground(false));
  expect(proposal).toEqual({ kind: "copy", placements: [{ booking: MORNING, artistId: "bo", when: byInstants(MORNING.start, MORNING.end) }] });
});

test("an edge that is dragged into another row changes the time only", () => {
  const edge: Grip = { kind: "edge", edge: "end", id: MORNING.id, artistId: "anne" };
  expect(proposed(dragged(edge, HOUR, "bo"), [MORNING], ground(false))).toEqual({
    kind: "resize",
    placements: [{ booking: MORNING, artistId: "anne", when: byInstants(MORNING.start, MORNING.end + HOUR) }],
  });
});

test("time that is drawn stays in the row in which it was begun", () => {
  const proposal = proposed(dragged({ kind: "time", artistId: "anne" }, 2 * HOUR, "bo"), [], ground(false));
  expect(proposal).toEqual({ kind: "draw", artistId: "anne", when: byInstants(MONDAY + 10 * HOUR, MONDAY + 12 * HOUR) });
});

test("keys move by steps and rows, and stop at the first and last row", () => {
  expect(nudged([MORNING], null, -2, 1, ground(false))).toMatchObject({ artistId: "bo", shift: { minutes: -120 } });
  expect(nudged([MORNING], null, 0, -5, ground(false))).toMatchObject({ artistId: null });
  expect(nudged([MORNING], null, 0, 9, ground(false))).toMatchObject({ artistId: "cal" });
});

test("keys move whole days by days, even where the board shows hours", () => {
  expect(nudged([WEEK], null, 3, 0, ground(false))).toMatchObject({ shift: { days: 3 } });
});

test("keys move an end", () => {
  expect(nudged([WEEK], "end", -1, 0, ground(true))).toMatchObject({ kind: "resize", placements: [{ when: { days: { first: "2026-03-02", last: "2026-03-05" } } }] });
  expect(nudged([MORNING], "start", 1, 0, ground(false))).toMatchObject({ placements: [{ when: byInstants(MORNING.start + HOUR, MORNING.end) }] });
});
