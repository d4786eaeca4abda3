import type { Page } from "playwright-core";
import { expect } from "vitest";
import { Api } from "./api";
import { barriers } from "./axe";
import { ADMIN, ARTIST, MANAGER, type Person } from "./people";
import { test } from "./stage";

const PAGES: readonly (readonly [string, Person | null, readonly string[]])[] = [
  ["nobody", null, ["/"]],
  ["an admin", ADMIN, ["/", "/bookings", "/artists", "/projects", "/activity", "/import", "/members", "/settings"]],
  ["an artist", ARTIST, ["/", "/my-schedule"]],
];

test.for(PAGES)("axe finds nothing serious on the pages of %s", async ([, person, paths], { stage }) => {
  const page = await stage.open(person, paths[0]);
  const found: string[] = [];
  for (const path of paths) {
    await page.goto(path);
    found.push(...(await barriersOf(page)));
  }
  expect(found, found.join("\n")).toEqual([]);
});

test("axe finds nothing serious on the page of an artist and that of a project", async ({ stage }) => {
  const { artists, projects } = await new Api(MANAGER).ask<Record<"artists" | "projects", { nodes: { id: string }[] }>>(
    "{ artists(first: 1) { nodes { id } } projects(first: 1) { nodes { id } } }",
  );
  const page = await stage.open(MANAGER, `/artists/${artists.nodes[0]?.id}`);
  const found = await barriersOf(page);
  await page.goto(`/projects/${projects.nodes[0]?.id}`);
  found.push(...(await barriersOf(page)));
  expect(found, found.join("\n")).toEqual([]);
});

test("axe finds nothing serious on a phone", async ({ stage }) => {
  const page = await stage.open(ARTIST, "/my-schedule", { viewport: { width: 390, height: 844 }, hasTouch: true });
  const found = await barriersOf(page);
  expect(found, found.join("\n")).toEqual([]);
});

async function barriersOf(page: Page): Promise<string[]> {
  await page.locator("h1").first().waitFor({ state: "attached" });
  await page.waitForLoadState("networkidle");
  return barriers(page);
}
