import axe, { type RunOptions } from "axe-core";
import type { Page } from "playwright-core";

/** What axe finds on a page that is serious or critical, in light and in dark. */
export async function barriers(page: Page): Promise<string[]> {
  // Through the debugger, which the page's content policy does not bind.
  await page.evaluate(axe.source);
  await show(page, "light");
  const light = await serious(page, {});
  await show(page, "dark");
  // Colours are all that is different.
  const dark = await serious(page, { runOnly: ["color-contrast"] });
  const { pathname } = new URL(page.url());
  return [...light.map((found) => `${pathname}, light: ${found}`), ...dark.map((found) => `${pathname}, dark: ${found}`)];
}

async function show(page: Page, colorScheme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
}

async function serious(page: Page, options: RunOptions): Promise<string[]> {
  const { violations } = await page.evaluate(
    (chosen) => (globalThis as unknown as { axe: typeof axe }).axe.run(document, { ...chosen, resultTypes: ["violations"] }),
    options,
  );
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, help, nodes }) => nodes.map(({ html, failureSummary }) => `${id} (${help}): ${html}\n${failureSummary ?? ""}`));
}
