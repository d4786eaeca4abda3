import { expect } from "vitest";
import { Api } from "./api";
import { block, isConnected, tabTo } from "./board";
import { boardOf, hours, local, unique } from "./calendar";
import { ADMIN, MANAGER } from "./people";
import { test } from "./stage";

const api = new Api(MANAGER);

test("a hold is made on the board, and confirmed", async ({ stage }) => {
  const name = unique("Holm");
  const artistId = await api.artist(name);
  const page = await stage.open(MANAGER, boardOf(name));
  await page.getByTestId("create-booking").click();
  await page.getByTestId("artist-select").selectOption({ label: name });
  await page.getByTestId("start-time").fill(local(1, 9));
  await page.getByTestId("end-time").fill(local(1, 18));
  await page.getByTestId("create-hold").click();
  // The hold shows while it is being sent, when the dialog still has the focus.
  await page.locator('[data-testid="create-booking"]:focus').waitFor();

  const hold = page.locator('[data-booking][data-status="HOLD"]');
  await hold.press("Enter");
  const status = page.getByTestId("booking-status").first();
  await expect.poll(() => status.innerText()).toContain("Hold");
  await page.getByTestId("confirm-booking").click();
  await expect.poll(() => status.innerText()).toContain("Confirmed");
  await page.locator('[data-booking][data-status="CONFIRMED"]:not([data-supposed])').waitFor();

  const [booked, ...others] = await api.bookingsOf(artistId);
  expect([booked?.status, others]).toEqual(["CONFIRMED", []]);
  expect(Date.parse(booked?.startTime ?? "")).toBe(Date.parse(hours(1).startTime));
  expect(Date.parse(booked?.endTime ?? "")).toBe(Date.parse(hours(1).endTime));
});

test("a clash is refused and explained, nothing typed is lost, and others see that somebody tried", async ({ stage }) => {
  const name = unique("Clasher");
  const artistId = await api.artist(name);
  const taken = await api.book({ artistId, ...hours(2), status: "CONFIRMED" });
  const [page, colleague] = [await stage.open(MANAGER, boardOf(name)), await stage.open(ADMIN, boardOf(name))];
  await block(colleague, taken).waitFor();
  await isConnected(colleague);

  await page.getByTestId("create-booking").click();
  await page.getByTestId("artist-select").selectOption({ label: name });
  await page.getByTestId("start-time").fill(local(2, 12));
  await page.getByTestId("end-time").fill(local(2, 20));
  await page.getByRole("radio", { name: /^Confirmed/ }).check({ force: true });
  await page.getByTestId("create-confirmed").click();

  const alert = page.getByRole("dialog").getByRole("alert");
  await expect.poll(() => alert.innerText()).toMatch(new RegExp(`${name} is taken`));
  expect(await page.getByTestId("start-time").inputValue()).toBe(local(2, 12));
  await colleague.locator(`[data-booking="${taken}"][data-flash="conflict"]`).waitFor();
  await colleague.getByText(`tried to book ${name}`).first().waitFor();
  expect(await api.bookingsOf(artistId)).toHaveLength(1);
});

test("a booking is made, moved and confirmed without a mouse", async ({ stage }) => {
  const name = unique("Keys");
  const artistId = await api.artist(name);
  const page = await stage.open(MANAGER, boardOf(name));
  await isConnected(page);
  await tabTo(page, "[data-board], [data-board] *");
  await page.keyboard.press("Control+ArrowRight");
  await page.locator("[data-cell]:focus").waitFor();
  await page.keyboard.press("n");
  await page.getByTestId("create-hold").waitFor();
  await tabTo(page, '[data-testid="create-hold"]');
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await api.bookingsOf(artistId)).map(({ status }) => status)).toEqual(["HOLD"]);
  const [before] = await api.bookingsOf(artistId);

  await tabTo(page, "[data-board], [data-board] *");
  await page.keyboard.press("Home");
  await page.locator("[data-booking]:focus").waitFor();
  await page.keyboard.press("m");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect.poll(async () => Date.parse((await api.bookingsOf(artistId))[0]?.startTime ?? "")).toBeGreaterThan(Date.parse(before?.startTime ?? ""));
  await page.locator("[data-booking]:focus").waitFor();
  await page.keyboard.press("c");
  await expect.poll(async () => (await api.bookingsOf(artistId)).map(({ status }) => status)).toEqual(["CONFIRMED"]);
});
