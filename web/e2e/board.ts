import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

/** A booking's block on a board that listens, as far as it is firm as `status` says. */
export function block(page: Page, id: string, status?: "HOLD" | "PENCIL" | "CONFIRMED"): Locator {
  return page.locator(`[data-hands] [data-booking="${id}"]${status === undefined ? "" : `[data-status="${status}"]`}`);
}

/** Waits until the page says of its connection that it is so. */
export async function isConnected(page: Page, state: RegExp = /^live$/, timeout = 15_000): Promise<void> {
  await expect.poll(() => page.getByTestId("connection").getAttribute("data-state"), { timeout }).toMatch(state);
}

/** Presses Tab until the focus is where `selector` says, as somebody without a mouse does. */
export async function tabTo(page: Page, selector: string, most = 80): Promise<void> {
  for (let presses = 0; presses < most; presses += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not reach ${selector}`);
}
