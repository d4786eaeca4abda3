import { expect, test } from "vitest";
import { type Arrangement, arrange } from "../../src/board/model/rows";
import { artist } from "./bookings";

const EVERYBODY: Arrangement = {
  filters: { search: "", specialty: null, employment: null },
  grouping: "none",
  sorting: "name",
  value: () => undefined,
  heading: ({ specialties }) => specialties[0] ?? "None",
};
const ZOE = artist("Zoë", { specialties: ["FX", "Lighting"] });
const ADA = artist("Ada", { specialties: ["Lighting"], employment: "FREELANCE" });
const EMIL = artist("Émil", { specialties: [] });
const ALL = [ZOE, ADA, EMIL];

function names(change: Partial<Arrangement>): string[] {
  return arrange(ALL, { ...EVERYBODY, ...change }).map((row) => (row.kind === "group" ? `${row.label} (${row.count})` : row.artist.name));
}

test("names are sorted as people sort them", () => {
  expect(names({})).toEqual(["Ada", "Émil", "Zoë"]);
});

test("a search minds neither case nor accents", () => {
  expect(names({ filters: { search: " zoe ", specialty: null, employment: null } })).toEqual(["Zoë"]);
  expect(names({ filters: { search: "É", specialty: null, employment: null } })).toEqual(["Émil", "Zoë"]);
});

test("filters add up", () => {
  expect(names({ filters: { search: "", specialty: "Lighting", employment: null } })).toEqual(["Ada", "Zoë"]);
  expect(names({ filters: { search: "", specialty: "Lighting", employment: "STAFF" } })).toEqual(["Zoë"]);
});

test("groups stand under their headings, each artist once", () => {
  expect(names({ grouping: "specialty" })).toEqual(["FX (1)", "Zoë", "Lighting (1)", "Ada", "None (1)", "Émil"]);
});

test("sorted by a value the least comes first, then names, and unknown ones last", () => {
  const values: Record<string, number> = { [ZOE.id]: 0.2, [ADA.id]: 0.8 };
  expect(names({ sorting: "utilisation", value: (id) => values[id] })).toEqual(["Zoë", "Ada", "Émil"]);
});
