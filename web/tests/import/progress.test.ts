import { expect, test } from "vitest";
import { additionsOf, begun, countsOf, type ReportedRow, shownOf, stepped } from "../../src/pages/import/progress";

const row = (line: number, result: ReportedRow["result"], reason: string | null = null): ReportedRow => ({
  line,
  externalId: String(line),
  result,
  code: null,
  reason,
  booking: null,
  conflicts: [],
  newArtist: null,
  newProject: null,
});
const step = (rows: ReportedRow[], nextLine: number | null) => ({ __typename: "BookingsImported" as const, total: 3, rows, nextLine });

test("steps add up until there is no next line", () => {
  const first = stepped(begun(true), step([row(2, "CREATED"), row(3, "INVALID")], 4));
  expect(first).toMatchObject({ state: "running", nextLine: 4, total: 3 });
  const last = stepped(first, step([row(4, "EXISTS")], null));
  expect(last.state).toBe("done");
  expect(countsOf(last.rows)).toEqual({ CREATED: 1, EXISTS: 1, REFUSED: 0, INVALID: 1 });
});

test("problems are rows that are not booked, remarks what is to be known of the others", () => {
  const rows = [row(2, "CREATED"), row(3, "CREATED", "comes twice"), row(4, "REFUSED", "taken"), row(5, "INVALID", "no date"), row(6, "EXISTS")];
  const lines = (shown: Parameters<typeof shownOf>[1]) => shownOf(rows, shown).map(({ line }) => line);
  expect(lines("problems")).toEqual([4, 5]);
  expect(lines("remarks")).toEqual([3]);
  expect(lines("EXISTS")).toEqual([6]);
  expect(lines("all")).toHaveLength(5);
});

test("what rows add to the studio is gathered, and is a remark even where the row is refused", () => {
  const rows = [{ ...row(2, "CREATED"), newArtist: "Noor Hadad" }, row(3, "CREATED"), { ...row(4, "REFUSED", "taken"), newProject: "Kestrel" }];
  expect(additionsOf(rows)).toEqual({ artists: ["Noor Hadad"], projects: ["Kestrel"] });
  expect(shownOf(rows, "remarks").map(({ line }) => line)).toEqual([2, 4]);
});
