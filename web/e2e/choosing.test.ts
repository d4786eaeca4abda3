import type { Page } from "playwright-core";
import { expect } from "vitest";
import { Api } from "./api";
import { block, isConnected } from "./board";
import { boardOf, hours, unique } from "./calendar";
import { MANAGER } from "./people";
import { test } from "./stage";

const api = new Api(MANAGER);

test("a frame drawn with Shift chooses what lies in it, and what is chosen is confirmed together", async ({ stage }) => {
  const names = unique("Framed");
  const artists = [await api.artist(`${names} A`), await api.artist(`${names} B`)];
  const [one, other, outside] = [
    await api.book({ artistId: artists[0], ...hours(1) }),
    await api.book({ artistId: artists[1], ...hours(2) }),
    await api.book({ artistId: artists[1], ...hours(5) }),
  ];
  const page = await stage.open(MANAGER, boardOf(names));
  await isConnected(page);
  await block(page, outside).waitFor();
  await page.keyboard.down("Shift");
  await drag(page, await besides(page, one, "before"), await besides(page, other, "after"));
  await page.keyboard.up("Shift");
  await expect.poll(() => page.locator('[data-booking][aria-pressed="true"]').count()).toBe(2);
  expect(await page.getByRole("dialog").count()).toBe(0);
  await page.keyboard.press("c");
  for (const id of [one, other]) await block(page, id, "CONFIRMED").waitFor();
  expect(await block(page, outside, "HOLD").count()).toBe(1);
});

test("a choice is counted, told what it cannot do, and cleared by Escape or below the last row", async ({ stage }) => {
  const name = unique("Counted");
  const artistId = await api.artist(name);
  const hold = await api.book({ artistId, ...hours(1) });
  const firm = await api.book({ artistId, ...hours(2) });
  await api.confirm(firm);
  const page = await stage.open(MANAGER, boardOf(name));
  await isConnected(page);
  const bar = page.getByTestId("chosen");
  const choose = async () => {
    for (const id of [hold, firm]) await block(page, id).click({ modifiers: ["Shift"] });
    await bar.getByText("2 bookings chosen").waitFor();
  };
  await choose();
  expect(await bar.getByRole("button", { name: "Release…" }).isDisabled()).toBe(true);
  await page.keyboard.press("r");
  await page.getByText("Not possible with these 2 bookings together").first().waitFor();
  await page.keyboard.press("Escape");
  await bar.waitFor({ state: "detached" });
  await choose();
  const board = await page.locator("[data-board]").boundingBox();
  if (board === null) throw new Error("there is no board");
  await page.mouse.click(board.x + board.width / 2, board.y + board.height - 120);
  await bar.waitFor({ state: "detached" });
  await choose();
  await bar.getByRole("button", { name: "Clear" }).click();
  await bar.waitFor({ state: "detached" });
});

/** A place in a booking's row, some px before or after it. */
async function besides(page: Page, id: string, side: "before" | "after"): Promise<{ x: number; y: number }> {
  const box = await block(page, id).boundingBox();
  if (box === null) throw new Error(`${id} is not in view`);
  return { x: side === "before" ? box.x - 12 : box.x + box.width + 12, y: box.y + box.height / 2 };
}

async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2);
  await page.mouse.move(to.x, to.y);
  await page.getByTestId("frame").waitFor();
  await page.mouse.up();
}
