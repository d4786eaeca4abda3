import { expect, test } from "vitest";
import { alterations } from "../../src/pages/activity/changes";
import { plainly, telling } from "../../src/pages/activity/telling";
import { confirmed, entry, updated } from "./log";

const PLANNER = { isArtist: false, artistId: null };
const said = (...[each, sight = PLANNER]: [Parameters<typeof telling>[0], Parameters<typeof telling>[1]?]) => plainly(telling(each, sight));

test("a confirmation says whose hold it was, for what and when", () => {
  expect(said(entry({ type: "BOOKING_CONFIRMED", detail: confirmed("HOLD") }))).toMatch(
    /^Maya confirmed Noor’s hold on Blue Hour, Tue 4 Mar 2031 09:00–18:00/,
  );
});

test("an update is told by what it changed most", () => {
  expect(said(entry({ detail: updated({ startTime: "2031-03-03T09:00:00Z" }) }))).toMatch(/^Maya moved Noor’s hold on Blue Hour to/);
  expect(said(entry({ detail: updated({ projectId: "kestrel" }) }))).toMatch(/^Maya put Noor’s hold down for Blue Hour/);
  expect(said(entry({ detail: updated({ expiresAt: "2031-03-02T09:00:00Z" }) }))).toMatch(/^Maya changed when Noor’s hold/);
  expect(said(entry({ detail: updated({ status: "PENCIL" }) }))).toMatch(/^Maya made Noor’s pencil on Blue Hour a hold again/);
  expect(said(entry())).toMatch(/^Maya edited/);
});

test("who had it before is looked up by the id", () => {
  const { template, slots } = telling(entry({ detail: updated({ artistId: "bo" }) }), PLANNER);
  expect(template).toContain("from {other} to {artist}");
  expect(slots.other).toEqual({ kind: "artist", id: "bo", name: null });
  expect(slots.artist).toMatchObject({ id: "noor", name: "Noor" });
});

test("nobody is the clockwork to those who plan, and the studio to artists", () => {
  const nobody = entry({ actor: null });
  expect(said(nobody)).toMatch(/^Production Tool edited/);
  expect(said(nobody, { isArtist: true, artistId: "noor" })).toMatch(/^The studio edited/);
});

test("artists hear of others only that they are busy", () => {
  const told = said(entry({ actor: null }), { isArtist: true, artistId: "bo" });
  expect(told).toMatch(/^Noor is spoken for \(hold\), Tue 4 Mar/);
  expect(told).not.toContain("Blue Hour");
});

test("what changed is listed with before and after", () => {
  const moved = updated({ startTime: "2031-03-03T09:00:00Z", phaseId: "prep" });
  expect(alterations(entry({ detail: moved }), "UTC")).toEqual([
    { field: "Start", from: { text: "Mon 3 Mar 2031, 09:00" }, to: { text: "Tue 4 Mar 2031, 09:00" } },
    { field: "Phase", from: { id: "prep" }, to: null },
  ]);
});

test("whole days are told as days, the last one included", () => {
  const days = { startTime: "2031-03-04T00:00:00Z", endTime: "2031-03-07T00:00:00Z" };
  const shorter = updated(days, { ...days, endTime: "2031-03-06T00:00:00Z" });
  expect(alterations(entry({ detail: shorter }), "UTC")).toEqual([
    { field: "Last day", from: { text: "Thu 6 Mar 2031" }, to: { text: "Wed 5 Mar 2031" } },
  ]);
  const byHours = updated(days, { startTime: "2031-03-04T09:00:00Z", endTime: "2031-03-06T18:00:00Z" });
  expect(alterations(entry({ detail: byHours }), "UTC")).toEqual([
    { field: "Start", from: { text: "Tue 4 Mar 2031" }, to: { text: "Tue 4 Mar 2031, 09:00" } },
    { field: "End", from: { text: "Thu 6 Mar 2031" }, to: { text: "Thu 6 Mar 2031, 18:00" } },
  ]);
});

test("of an artist's record only what differs is listed, where the log is told", () => {
  const raw = { facts: { employment: "staff", hourly_rate: "90.00" }, previous: { employment: "freelance", hourly_rate: "90.00" } };
  const change = { type: "ARTIST_UPDATED", detail: null } as const;
  expect(alterations(entry({ ...change, raw }), "UTC")).toEqual([
    { field: "Employment", from: { text: "freelance" }, to: { text: "staff" } },
  ]);
  expect(alterations(entry(change), "UTC")).toEqual([]);
});
