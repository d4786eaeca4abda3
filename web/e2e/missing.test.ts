import { expect } from "vitest";
import { Api } from "./api";
import { block } from "./board";
import { boardOf, hours, unique } from "./calendar";
import { MANAGER } from "./people";
import { test } from "./stage";

const BOOKINGS = "**/assets/BookingsPage-*";

test("a page whose code has gone with an older build comes up by itself", async ({ stage }) => {
  stage.toleratesAbsence = true;
  const page = await stage.open(MANAGER, "/");
  await page.getByTestId("create-booking").waitFor();
  // Whoever loads the page anew gets the names of the newer build.
  page.once("load", () => void page.unroute(BOOKINGS));
  await page.route(BOOKINGS, (route) => route.abort("connectionrefused"));
  await page.locator('nav a[href="/bookings"]').click();
  await page.getByRole("heading", { name: "Bookings", level: 1 }).waitFor();
});

test("a page whose code does not come is not loaded again and again, and can be by hand", async ({ stage }) => {
  stage.toleratesAbsence = true;
  const page = await stage.open(MANAGER, "/");
  await page.getByTestId("create-booking").waitFor();
  let loads = 0;
  page.on("load", () => (loads += 1));
  await page.route(BOOKINGS, (route) => route.abort("connectionrefused"));
  await page.locator('nav a[href="/bookings"]').click();
  await page.waitForEvent("load");
  const again = page.getByRole("button", { name: "Load the page anew" });
  await again.waitFor();
  // The rest of the page is there, and other pages can be gone to.
  await page.locator('nav a[href="/artists"]').click();
  await page.getByRole("heading", { name: "Artists", level: 1 }).waitFor();
  await page.locator('nav a[href="/bookings"]').click();
  await again.waitFor();
  expect(loads).toBe(1);
  await page.unroute(BOOKINGS);
  await again.click();
  await page.getByRole("heading", { name: "Bookings", level: 1 }).waitFor();
});

test("a page is not loaded anew over what was typed", async ({ stage }) => {
  stage.toleratesAbsence = true;
  const api = new Api(MANAGER);
  const name = unique("Draft");
  const id = await api.book({ artistId: await api.artist(name), ...hours(1) });
  const page = await stage.open(MANAGER, boardOf(name));
  await block(page, id).press("Enter");
  const notes = page.getByTestId("booking-panel").getByLabel("Notes");
  await notes.fill("With the grey cat");
  await page.route(BOOKINGS, (route) => route.abort("connectionrefused"));
  await page.locator('nav a[href="/bookings"]').click();
  await page.getByRole("button", { name: "Load the page anew" }).waitFor();
  await page.locator('nav a[href="/"]').click();
  await expect.poll(() => notes.inputValue()).toBe("With the grey cat");
});

test("windows of the board open although their code has gone with an older build", async ({ stage }) => {
  const page = await stage.open(MANAGER, "/");
  await page.getByTestId("create-booking").waitFor();
  await page.waitForResponse("**/assets/KeysDialog-*");
  await page.waitForLoadState("networkidle");
  await page.route("**/assets/**", (route) => route.abort("connectionrefused"));
  await page.getByTestId("create-booking").click();
  await page.getByTestId("artist-select").waitFor();
});
