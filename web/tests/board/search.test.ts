import { expect, test } from "vitest";
import { boardSearch } from "../../src/board/search";

test("what makes no sense in an address is left out", () => {
  expect(boardSearch({ zoom: "century", group: "shoe size", sort: "name", colour: "red", status: "CANCELLED", date: [] })).toEqual({});
});

test("what makes sense stays, and a search for a number is a text", () => {
  expect(boardSearch({ zoom: "year", date: "2026-03-02", search: 7, clock: "artist" })).toEqual({ zoom: "year", date: "2026-03-02", search: "7", clock: "artist" });
});
