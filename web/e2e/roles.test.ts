import { expect } from "vitest";
import { Api } from "./api";
import { block } from "./board";
import { boardOf, hours, unique } from "./calendar";
import { MANAGER, VIEWER } from "./people";
import { test } from "./stage";

test("a viewer is offered no change, keys make none, and the API refuses it", async ({ stage }) => {
  const manager = new Api(MANAGER);
  const name = unique("Untouched");
  const artistId = await manager.artist(name);
  const id = await manager.book({ artistId, ...hours(1) });
  const page = await stage.open(VIEWER, boardOf(name));
  await block(page, id).press("c");
  await page.keyboard.press("Alt+ArrowRight");
  await page.keyboard.press("n");
  await block(page, id).press("Enter");
  await page.getByTestId("booking-status").first().waitFor();
  for (const button of ["create-booking", "confirm-booking", "pencil-booking", "release-booking", "save-booking", "create-hold"]) {
    expect(await page.getByTestId(button).count(), button).toBe(0);
  }
  for (const path of ["/members", "/settings", "/import"]) expect(await page.locator(`nav a[href="${path}"]`).count(), path).toBe(0);
  await expect(new Api(VIEWER).confirm(id)).rejects.toThrow("FORBIDDEN");
  await expect(new Api(VIEWER).book({ artistId, ...hours(2) })).rejects.toThrow("FORBIDDEN");
  expect((await manager.bookingsOf(artistId)).map(({ status }) => status)).toEqual(["HOLD"]);
});

test("whoever is not signed in chooses who they are, and finds the board", async ({ stage }) => {
  const page = await stage.open(null);
  await page.getByRole("button", { name: /Maya Lindqvist/ }).click();
  await page.getByTestId("create-booking").waitFor();
});
