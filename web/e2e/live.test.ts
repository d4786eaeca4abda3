import type { Page } from "playwright-core";
import { expect } from "vitest";
import { Api } from "./api";
import { block, isConnected } from "./board";
import { boardOf, hours, unique } from "./calendar";
import { restore } from "./database";
import { ADMIN, MANAGER, STRANGER } from "./people";
import { Server } from "./server";
import { test } from "./stage";

const api = new Api(MANAGER);

test("a change in one window appears in a colleague's, and nowhere in another studio", async ({ stage }) => {
  const name = unique("Live");
  const artistId = await api.artist(name);
  const id = await api.book({ artistId, ...hours(0) });
  const page = await stage.open(MANAGER, boardOf(name));
  const colleague = await stage.open(ADMIN, boardOf(name));
  const stranger = await stage.open(STRANGER, boardOf(name));
  for (const each of [page, colleague, stranger]) await isConnected(each);
  await block(colleague, id, "HOLD").waitFor();

  await block(page, id, "HOLD").press("Enter");
  const [clicked, shown] = [instantOfClick(page), instantOf(colleague, `[data-booking="${id}"][data-status="CONFIRMED"]`)];
  await page.getByTestId("confirm-booking").click();
  await block(colleague, id, "CONFIRMED").waitFor({ timeout: 5_000 });
  console.log(`A confirmation shows in the other window after ${(await shown) - (await clicked)} ms`);
  await colleague.locator(`[data-booking="${id}"][data-flash="change"]`).waitFor();

  expect(await block(stranger, id).count()).toBe(0);
  expect(await stranger.getByText(name, { exact: true }).count()).toBe(0);
  expect(await new Api(STRANGER).ask("query($id: ID!) { booking(id: $id) { id } }", { id })).toEqual({ booking: null });
});

test("a hold that is new, moves, is given away and ends does so in all windows", async ({ stage }) => {
  const names = unique("Pair");
  const [one, other] = [await api.artist(`${names} A`), await api.artist(`${names} B`)];
  const page = await stage.open(ADMIN, boardOf(names));
  await isConnected(page);
  await page.getByText(`${names} A`).first().waitFor();
  const id = await api.book({ artistId: one, ...hours(1) });
  await block(page, id).waitFor({ timeout: 5_000 });
  const top = async () => (await block(page, id).boundingBox())?.y ?? 0;
  const before = await top();
  await api.change(id, { artistId: other, ...hours(3) });
  await expect.poll(top, { timeout: 5_000 }).toBeGreaterThan(before);
  await api.release(id);
  await block(page, id).waitFor({ state: "detached", timeout: 5_000 });
});

test("windows whose server is killed catch up without being loaded again", async ({ stage }) => {
  stage.toleratesAbsence = true;
  const name = unique("Lazarus");
  const artistId = await api.artist(name);
  const first = await api.book({ artistId, ...hours(0) });
  const server = await Server.start();
  try {
    const windows = [await stage.open(MANAGER, boardOf(name), { url: server.url }), await stage.open(ADMIN, boardOf(name), { url: server.url })];
    for (const page of windows) {
      await isConnected(page);
      await block(page, first, "HOLD").waitFor();
      // What is still being loaded would be cut off, too.
      await page.waitForLoadState("networkidle");
      await mark(page);
    }
    await server.kill();
    for (const page of windows) await isConnected(page, /reconnecting|lost/);
    // Another server goes on serving the studio meanwhile.
    const second = await api.book({ artistId, ...hours(2) });
    await api.confirm(first);
    await server.start();
    for (const page of windows) {
      await isConnected(page);
      await block(page, second, "HOLD").waitFor();
      await block(page, first, "CONFIRMED").waitFor();
      expect(await isMarked(page)).toBe(true);
    }
    const third = await api.book({ artistId, ...hours(4) });
    for (const page of windows) await block(page, third).waitFor({ timeout: 5_000 });
  } finally {
    await server.kill();
  }
});

test("windows whose log is another after a backup was restored load all anew, and are not loaded again themselves", async ({ stage }) => {
  const driftwood = new Api(STRANGER);
  const name = unique("Restored");
  const artistId = await driftwood.artist(name);
  const id = await driftwood.book({ artistId, ...hours(0), status: "PENCIL" });
  const page = await stage.open(STRANGER, boardOf(name));
  await isConnected(page);
  await block(page, id, "PENCIL").waitFor();
  await mark(page);
  await restore(`
    update bookings set status = 'confirmed' where id = '${id}';
    update tenant_revisions set epoch = gen_random_uuid()
      where tenant_id = (select tenant_id from bookings where id = '${id}');
  `);
  // The history goes on, and is not the one that the window knows.
  const next = await driftwood.book({ artistId, ...hours(2) });
  await block(page, id, "CONFIRMED").waitFor();
  await block(page, next, "HOLD").waitFor();
  await isConnected(page);
  expect(await isMarked(page)).toBe(true);
});

test("colleagues see one another, and which booking is being edited", async ({ stage }) => {
  const name = unique("Seen");
  const id = await api.book({ artistId: await api.artist(name), ...hours(0) });
  const [page, colleague] = [await stage.open(MANAGER, boardOf(name)), await stage.open(ADMIN, boardOf(name))];
  await colleague.getByTestId("present").click();
  await colleague.getByText("Maya Lindqvist").first().waitFor();
  await block(page, id).press("Enter");
  await colleague.locator(`[data-booking="${id}"][data-edited-by="Maya Lindqvist"]`).waitFor({ timeout: 5_000 });
  await page.context().close();
  await colleague.locator(`[data-booking="${id}"]:not([data-edited-by])`).waitFor({ timeout: 5_000 });
});

/** When the page is clicked next, by the clock of the machine. */
function instantOfClick(page: Page): Promise<number> {
  return page.evaluate(() => new Promise((resolve) => addEventListener("click", () => resolve(Date.now()), { capture: true, once: true })));
}

/** When something is first there, by the same clock. */
function instantOf(page: Page, selector: string): Promise<number> {
  return page.evaluate(
    (wanted) =>
      new Promise((resolve) => {
        const watcher = new MutationObserver(() => {
          if (document.querySelector(wanted) === null) return;
          watcher.disconnect();
          resolve(Date.now());
        });
        watcher.observe(document.body, { subtree: true, childList: true, attributes: true });
      }),
    selector,
  );
}

interface Marked {
  marked?: boolean;
}

/** Leaves something behind that a reload would sweep away. */
async function mark(page: Page): Promise<void> {
  await page.evaluate(() => ((globalThis as Marked).marked = true));
}

async function isMarked(page: Page): Promise<boolean> {
  return page.evaluate(() => (globalThis as Marked).marked === true);
}
