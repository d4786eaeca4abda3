import type { Page } from "playwright-core";
import { expect } from "vitest";
import { Api } from "./api";
import { block, isConnected } from "./board";
import { boardOf, hours, local, unique } from "./calendar";
import { ADMIN, MANAGER } from "./people";
import { test } from "./stage";
import { holdBack } from "./traffic";

const api = new Api(MANAGER);
const colleague = new Api(ADMIN);

test("what was typed into a new booking is given up only when that is said", async ({ stage }) => {
  const page = await stage.open(MANAGER, "/");
  await page.getByTestId("create-booking").click();
  const notes = page.getByLabel("Notes");
  await notes.fill("Bring the grey cat");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Keep writing" }).click();
  expect(await notes.inputValue()).toBe("Bring the grey cat");
  const discard = page.getByRole("button", { name: "Discard" });
  const asksAfterClick = async () => {
    await page.mouse.click(5, 5);
    return discard.count();
  };
  await expect.poll(asksAfterClick).toBe(1);
  await discard.click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  // Where nothing was typed nothing is asked.
  await page.getByTestId("create-booking").click();
  expect(await notes.inputValue()).toBe("");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
});

test("the second click of a double click does not close what the first has opened", async ({ stage }) => {
  const page = await stage.open(MANAGER, "/");
  // Its code is there by then.
  await page.getByTestId("create-booking").click();
  await page.getByTestId("artist-select").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByTestId("create-booking").dblclick({ delay: 40 });
  await page.getByTestId("artist-select").selectOption({ index: 1 });
});

test("the browser's way back does not take what was typed along", async ({ stage }) => {
  const page = await stage.open(MANAGER, "/bookings");
  await page.locator('nav a[href="/"]').click();
  await page.getByTestId("create-booking").click();
  await page.getByLabel("Notes").fill("Bring the grey cat");
  await page.evaluate(() => history.back());
  await page.getByRole("button", { name: "Keep writing" }).click();
  expect(await page.getByLabel("Notes").inputValue()).toBe("Bring the grey cat");
  await page.evaluate(() => history.back());
  // Meanwhile the board has something to write into its address, which is not its own any more.
  await page.evaluate(() => document.querySelector<HTMLElement>("[aria-label='Zoom in']")?.click());
  await page.waitForTimeout(1_000);
  await page.getByRole("button", { name: "Discard" }).click();
  await expect.poll(() => new URL(page.url()).pathname).toBe("/bookings");
  // Nor does the dialog wait on the board for whoever comes back.
  await page.locator('nav a[href="/"]').click();
  await page.getByTestId("create-booking").waitFor();
  expect(await page.getByRole("dialog").count()).toBe(0);
});

test("a refusal is heard even where the dialog is gone by then", async ({ stage }) => {
  const name = unique("Gone");
  const artistId = await api.artist(name);
  await api.book({ artistId, ...hours(1), status: "CONFIRMED" });
  const page = await stage.open(MANAGER, "/bookings");
  await page.locator('nav a[href="/"]').click();
  await page.getByTestId("create-booking").click();
  await page.getByTestId("artist-select").selectOption({ label: name });
  await page.getByTestId("start-time").fill(local(1, 12));
  await page.getByTestId("end-time").fill(local(1, 20));
  await page.getByRole("radio", { name: /^Confirmed/ }).check({ force: true });
  const held = await holdBack(page, "HandsCreate");
  await page.getByTestId("create-confirmed").click();
  await held.sent;
  // While it is under way it cannot be closed; but one can leave the page.
  await page.keyboard.press("Escape");
  expect(await page.getByRole("dialog").count()).toBe(1);
  await page.evaluate(() => history.back());
  await page.getByRole("button", { name: "Discard" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  held.letGo();
  await page.getByText(`${name} is taken. Nothing was changed`).first().waitFor();
});

test("a change that a colleague has overtaken says so, and nothing typed is lost", async ({ stage }) => {
  const { page, id, notes } = await editing(await stage.open(MANAGER, "/"), "Overtaken");
  await isConnected(page);
  await notes.fill("With the grey cat");
  await colleague.change(id, hours(3));
  await page.getByText("Somebody else has changed it meanwhile").waitFor();
  expect(await notes.inputValue()).toBe("With the grey cat");
  expect(await page.getByTestId("start-time").inputValue()).toBe(local(3, 9));
  await page.getByTestId("save-booking").click();
  await page.getByTestId("save-booking").waitFor({ state: "detached" });
  // Of one's own change nobody is warned.
  expect(await page.getByText("Somebody else has changed it meanwhile").count()).toBe(0);
  expect(await notesOf(id)).toEqual({ notes: "With the grey cat", startTime: hours(3).startTime });
});

test("what a colleague has written into the same field is overwritten only when one says so", async ({ stage }) => {
  const { page, id, notes } = await editing(await stage.open(MANAGER, "/"), "Clashing");
  await isConnected(page);
  await notes.fill("With the grey cat");
  await colleague.change(id, { notes: "With the black dog" });
  const clash = page.getByTestId("clashes");
  await expect.poll(() => clash.innerText()).toContain("With the black dog");
  expect(await notes.inputValue()).toBe("With the grey cat");
  expect(await page.getByTestId("save-booking").isDisabled()).toBe(true);
  await clash.getByRole("button", { name: "Keep mine: Notes" }).click();
  await page.getByTestId("save-booking").click();
  await page.getByTestId("save-booking").waitFor({ state: "detached" });
  expect((await notesOf(id)).notes).toBe("With the grey cat");
  await notes.fill("With both");
  await colleague.change(id, { notes: "With neither" });
  await clash.getByRole("button", { name: "Take theirs: Notes" }).click();
  expect(await notes.inputValue()).toBe("With neither");
  await page.getByTestId("save-booking").waitFor({ state: "detached" });
});

test("a change from an old state is refused with the reason, and goes through when it is sent again", async ({ stage }) => {
  const deaf = await stage.open(MANAGER, "/");
  // A line on which nothing is heard, so that the page cannot know.
  await deaf.routeWebSocket("**/graphql", () => undefined);
  const { page, id, notes } = await editing(deaf, "Stale");
  await notes.fill("With the grey cat");
  await page.getByTestId("start-time").fill(local(2, 11));
  await colleague.change(id, { endTime: hours(2).endTime.replace("18:00", "20:00") });
  await page.getByTestId("save-booking").click();
  const alert = page.getByTestId("booking-panel").getByRole("alert");
  await expect.poll(() => alert.innerText()).toContain("Somebody else was faster");
  expect(await notes.inputValue()).toBe("With the grey cat");
  expect(await page.getByTestId("start-time").inputValue()).toBe(local(2, 11));
  await page.getByText("Somebody else has changed it meanwhile").waitFor();
  await page.getByTestId("save-booking").click();
  await page.getByTestId("save-booking").waitFor({ state: "detached" });
  expect((await notesOf(id)).notes).toBe("With the grey cat");
});

/** Opens a new hold of the tests' third day in the panel. */
async function editing(page: Page, what: string) {
  const name = unique(what);
  const id = await api.book({ artistId: await api.artist(name), ...hours(2) });
  await page.goto(boardOf(name));
  await block(page, id).press("Enter");
  await page.getByTestId("booking-panel").waitFor();
  return { page, id, notes: page.getByTestId("booking-panel").getByRole("textbox", { name: "Notes" }) };
}

async function notesOf(id: string): Promise<{ notes: string | null; startTime: string }> {
  const query = "query($id: ID!) { booking(id: $id) { notes startTime } }";
  return (await api.ask<{ booking: { notes: string | null; startTime: string } }>(query, { id })).booking;
}
