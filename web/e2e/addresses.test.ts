import { expect } from "vitest";
import { Api } from "./api";
import { block } from "./board";
import { boardOf, hours, unique } from "./calendar";
import { MANAGER } from "./people";
import { test } from "./stage";

const ODD = [
  "date=nonsense",
  "date=2026-02-31&zoom=week",
  "date=9999-12-31",
  "date=0001-01-01&zoom=day",
  "date=-1&zoom=-1",
  "zoom=century&group=shoe%20size&clock=sundial",
  'zoom=[1,2]&search={"a":1}',
  "artist=nonsense&status=CANCELLED",
  "project=nonsense",
  "search=%25&specialty=%00",
  "booking=nonsense",
  "booking=00000000-0000-4000-8000-000000000000",
  "%E0%A4%A",
];

test("the board stands whatever its address says", async ({ stage }) => {
  const page = await stage.open(MANAGER, "/");
  for (const search of ODD) {
    await page.goto(`/?${search}`);
    await page.getByRole("button", { name: "Later" }).click();
    await page.getByRole("combobox", { name: "Zoom" }).selectOption("month");
    await page.locator('[data-board][data-zoom="month"]').waitFor();
    expect(stage.complaints, search).toEqual([]);
  }
});

test("an address that makes no sense in parts shows what the rest asks for", async ({ stage }) => {
  const api = new Api(MANAGER);
  const name = unique("Sense");
  const id = await api.book({ artistId: await api.artist(name), ...hours(1) });
  const page = await stage.open(MANAGER, `${boardOf(name)}&status=ASLEEP&artist=nonsense`);
  await block(page, id).waitFor();
});
