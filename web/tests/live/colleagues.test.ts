import { expect, test } from "vitest";
import { colleagues, editedIn, type PresentSession } from "../../src/live/colleagues";

function session(name: string, id: string, bookingId: string | null = null): PresentSession {
  return { user: { id: name.toLowerCase(), name }, session: id, from: null, to: null, bookingId };
}

const MARA_TWICE = [session("Mara", "a"), session("Ada", "b"), session("Mara", "c", "noon")];

test("a colleague with two windows is one colleague, and oneself is none", () => {
  const [mara, ...others] = colleagues(MARA_TWICE, "ada");
  expect(others).toEqual([]);
  expect(mara?.sessions.map(({ session: id }) => id)).toEqual(["a", "c"]);
});

test("a booking is marked for all but the window that edits it, be it the same person's", () => {
  expect([...editedIn(MARA_TWICE, "a")]).toEqual([["noon", "Mara"]]);
  expect([...editedIn(MARA_TWICE, "c")]).toEqual([]);
});

test("several who edit the same booking are all named, each once", () => {
  const all = [...MARA_TWICE, session("Ada", "d", "noon"), session("Mara", "e", "noon")];
  expect(editedIn(all, "z").get("noon")).toBe("Mara, Ada");
});
