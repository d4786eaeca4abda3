import { expect } from "vitest";
import { Api } from "./api";
import { barriers } from "./axe";
import { ADMIN, ARTIST, MANAGER, type Person } from "./people";
import { test } from "./stage";

const EVERYBODYS = ["/", "/bookings", "/artists", "/projects", "/activity"];
const PAGES: readonly (readonly [string, Person | null, readonly string[]])[] = [
  ["nobody", null, ["/"]],
  ["an admin", ADMIN, [...EVERYBODYS, "/import", "/members", "/settings"]],
  ["an artist", ARTIST, ["/", "/my-schedule", "/bookings"]],
];

test.for(PAGES)("axe finds nothing serious on the pages of %s, light or dark", async ([, person, paths], { stage }) => {
  const found: string[] = [];
  for (const path of paths) {
    const page = await stage.open(person, path);
    await page.waitForLoadState("networkidle");
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      for (const barrier of await barriers(page)) found.push(`${path} ${colorScheme}: ${barrier}`);
    }
    await page.context().close();
  }
  expect(found, found.join("\n")).toEqual([]);
});

test("axe finds nothing serious on the page of an artist and that of a project", async ({ stage }) => {
  const { artists, projects } = await new Api(MANAGER).ask<Record<"artists" | "projects", { nodes: { id: string }[] }>>(
    "{ artists(first: 1) { nodes { id } } projects(first: 1) { nodes { id } } }",
  );
  const found: string[] = [];
  for (const path of [`/artists/${artists.nodes[0]?.id}`, `/projects/${projects.nodes[0]?.id}`]) {
    const page = await stage.open(MANAGER, path);
    await page.waitForLoadState("networkidle");
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      for (const barrier of await barriers(page)) found.push(`${path} ${colorScheme}: ${barrier}`);
    }
  }
  expect(found, found.join("\n")).toEqual([]);
});

test("axe finds nothing serious on a phone", async ({ stage }) => {
  const page = await stage.open(ARTIST, "/my-schedule", { viewport: { width: 390, height: 844 }, hasTouch: true });
  await page.waitForLoadState("networkidle");
  const found = await barriers(page);
  expect(found, found.join("\n")).toEqual([]);
});
