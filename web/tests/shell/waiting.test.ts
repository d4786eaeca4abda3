import { expect, test } from "vitest";
import { arrivalText, arrived, type Waiting } from "../../src/app/waiting";

const challenge = (id: string): Waiting => ({
  id,
  dueAt: "2031-03-04T17:00:00Z",
  challenger: { project: { name: "Kestrel" } },
  challenged: { artist: { name: "Noor" }, project: { name: "Blue Hour" } },
});

test("what waited already when somebody came is no news", () => {
  expect(arrived(undefined, [challenge("a")])).toEqual([]);
});

test("what has come since is news, what was answered is not", () => {
  expect(arrived([challenge("a"), challenge("b")], [challenge("b"), challenge("c")]).map(({ id }) => id)).toEqual(["c"]);
  expect(arrived([challenge("a")], [])).toEqual([]);
});

test("a challenge says whose booking is wanted by whom, and until when an answer is due", () => {
  expect(arrivalText([challenge("a")], "UTC")).toEqual({
    title: "Blue Hour, Noor: challenged",
    detail: "Kestrel asks you to confirm or to let the days go, by Tue 4 Mar 2031, 17:00.",
  });
});

test("several are counted, none is not told", () => {
  expect(arrivalText([challenge("a"), challenge("b")], "UTC")).toEqual({ title: "2 challenges wait for your answer" });
  expect(arrivalText([], "UTC")).toBeNull();
});
