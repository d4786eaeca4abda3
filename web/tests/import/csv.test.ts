import { expect, test } from "vitest";
import { csvField, csvRows } from "../../src/pages/import/csv";
import { COLUMNS, scheduleRows, template } from "../../src/pages/import/scheduleFile";

test("a quoted field may hold commas, quotes and line ends, and lines are counted through it", () => {
  expect(csvRows('a,"b ""c"", d"\r\n\r\n"one\ntwo",x\nlast,\n')).toEqual([
    { line: 1, cells: ["a", 'b "c", d'] },
    { line: 3, cells: ["one\ntwo", "x"] },
    { line: 5, cells: ["last", ""] },
  ]);
});

test("a byte-order mark and a missing last line end do not matter", () => {
  expect(csvRows("\uFEFFa,b\n1,2")).toEqual([
    { line: 1, cells: ["a", "b"] },
    { line: 2, cells: ["1", "2"] },
  ]);
});

test("a quote that is never closed ends with the file", () => {
  expect(csvRows('"a,b\nc')).toEqual([{ line: 1, cells: ["a,b\nc"] }]);
});

test("what is written is read again, and no spreadsheet calculates it", () => {
  const texts = ['say "hi", then\ngo', "plain"];
  expect(csvRows(texts.map(csvField).join(","))[0]?.cells).toEqual(texts);
  expect(csvField("=1+1")).toBe("'=1+1");
});

test("the template is a file that can be read", () => {
  const rows = [...scheduleRows(template()).values()];
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatchObject({ artist: "Noor Haddad", status: "confirmed" });
});

test("a header that lacks a column, or names one twice, is told", () => {
  expect(() => scheduleRows("artist,start\nx,y\n")).toThrow("external_id");
  expect(() => scheduleRows(`${COLUMNS.join(",")},artist\n`)).toThrow("artist");
  expect(() => scheduleRows(`${COLUMNS.join(",")}\n`)).toThrow();
});

test("columns may stand in any order and case, with others between them", () => {
  const header = [...COLUMNS].reverse().join(",").toUpperCase();
  const [row] = scheduleRows(`extra,${header}\n,note,hold,,,,,Noor,7\n`).values();
  expect(row).toMatchObject({ external_id: "7", artist: "Noor", status: "hold", notes: "note" });
});
