import type { Page } from "playwright-core";
import { expect } from "vitest";
import { Api } from "./api";
import { block, isConnected } from "./board";
import { boardOf, hours, unique } from "./calendar";
import { ADMIN, MANAGER, type Person, STRANGER } from "./people";
import { test } from "./stage";
import { countOf, holdBack } from "./traffic";

const api = new Api(MANAGER);
const NAMES = new Map<Person, string>([
  [MANAGER, "Maya Lindqvist"],
  [ADMIN, "Adam Frost"],
  [STRANGER, "Miles Turner"],
]);

test.for([
  ["in the same studio", ADMIN],
  ["in another studio", STRANGER],
] as const)("what one person did is not taken back by the next, %s", async ([, next], { stage }) => {
  const name = unique("Handed over");
  const id = await api.book({ artistId: await api.artist(name), ...hours(1) });
  const page = await stage.open(MANAGER, boardOf(name));
  const undone = countOf(page, "HandsUndo");
  await block(page, id, "HOLD").press("c");
  await page.getByRole("button", { name: "Undo" }).waitFor();

  await handOver(page, MANAGER, next);
  expect(await page.getByRole("button", { name: "Undo" }).count()).toBe(0);
  await page.locator("[data-board]").press("Control+z");
  await page.getByText("There is nothing of yours to undo").first().waitFor();
  expect(undone()).toBe(0);
});

test("what is answered only when somebody else is there is not theirs to take back", async ({ stage }) => {
  const name = unique("Late");
  const artistId = await api.artist(name);
  const id = await api.book({ artistId, ...hours(1) });
  const page = await stage.open(MANAGER, boardOf(name));
  await isConnected(page);
  const undone = countOf(page, "HandsUndo");
  const held = await holdBack(page, "HandsConfirm");
  await block(page, id, "HOLD").press("c");
  await held.sent;
  await handOver(page, MANAGER, ADMIN);
  held.letGo();
  await look(page, name);
  await block(page, id, "CONFIRMED").waitFor();
  await page.locator("[data-board]").press("Control+z");
  await page.getByText("There is nothing of yours to undo").first().waitFor();
  expect(await page.getByRole("button", { name: "Undo" }).count()).toBe(0);
  expect(undone()).toBe(0);

  // Nor does what hangs keep them from the same booking.
  await block(page, id, "CONFIRMED").press("p");
  await block(page, id, "PENCIL").waitFor();
  await expect.poll(async () => (await api.bookingsOf(artistId)).map(({ status }) => status)).toEqual(["PENCIL"]);
});

test("the booking that one person has open is not asked for by the next", async ({ stage }) => {
  const name = unique("Open");
  const id = await api.book({ artistId: await api.artist(name), ...hours(1) });
  const page = await stage.open(MANAGER, boardOf(name));
  await block(page, id).press("Enter");
  await page.getByTestId("booking-panel").waitFor();
  await expect.poll(() => page.url()).toContain(`booking=${id}`);
  await handOver(page, MANAGER, STRANGER);
  await isConnected(page);
  expect(page.url()).not.toContain(id);
  expect(await page.getByRole("dialog").count()).toBe(0);
});

test("a link to a booking leads there after signing in", async ({ stage }) => {
  const name = unique("Linked");
  const id = await api.book({ artistId: await api.artist(name), ...hours(1) });
  const page = await stage.open(null, `/?booking=${id}`);
  await signIn(page, MANAGER);
  await page.getByTestId("booking-panel").waitFor();
});

/** Signs the one out and the other in, as two people do who share a computer; by keys, which a panel does not cover. */
async function handOver(page: Page, from: Person, to: Person): Promise<void> {
  await page.getByRole("button", { name: NAMES.get(from) ?? "" }).press("Enter");
  await page.getByRole("menuitem", { name: "Sign out" }).press("Enter");
  await signIn(page, to);
}

/** Has the artists of a name in view, with the weeks to come, where the address says nothing of them. */
async function look(page: Page, name: string): Promise<void> {
  await page.getByRole("searchbox", { name: "Search artists" }).fill(name);
  await page.getByRole("combobox", { name: "Zoom" }).selectOption("quarter");
}

async function signIn(page: Page, person: Person): Promise<void> {
  await page.getByRole("button", { name: NAMES.get(person) ?? "" }).click();
  await page.getByTestId("create-booking").waitFor();
}
