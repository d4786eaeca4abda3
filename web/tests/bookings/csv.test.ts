import { expect, test } from "vitest";
import { cell, csvOf } from "../../src/pages/bookings/csv";
import { row } from "./row";

test("a text with a comma, a quote or a new line is quoted, and its quotes doubled", () => {
  expect(cell("Berg, Änne")).toBe('"Berg, Änne"');
  expect(cell('the "big" one')).toBe('"the ""big"" one"');
  expect(cell("two\nlines")).toBe('"two\nlines"');
});

test("space at an end is kept by quotes", () => {
  expect(cell(" plain")).toBe('" plain"');
});

test.each(["=1+1", "+44 20", "-2", "@sum", "\t=1", " =1", "＝1", "\r=1"])("a text that a spreadsheet would calculate becomes text: %j", (text) => {
  expect(cell(text).replace(/^"/, "")).toMatch(/^'/);
});

test("numbers are no formulas, and what is missing is empty", () => {
  expect(cell(-2)).toBe("-2");
  expect(cell(null)).toBe("");
});

test("there is a line of headings and a line for each booking, each with as many cells", () => {
  const lines = csvOf([row(), row({ id: "b2", notes: "=cmd()" })]).split("\r\n");
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatch(/^id,status,hold_rank,artist,project/);
  expect(lines[1]?.split(",").length).toBe(lines[0]?.split(",").length);
  expect(lines[2]).toContain("'=cmd()");
  expect(lines[3]).toBe("");
});
