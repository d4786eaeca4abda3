import axe from "axe-core";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

/** What axe finds on a page that is serious or critical, in words. */
export async function barriers(page: Page): Promise<string[]> {
  // Through the debugger, which the page's content policy does not bind.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    () => (globalThis as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ["violations"] }) as Promise<AxeResults>,
  );
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, help, nodes }) => nodes.map((node) => `${id} (${help}): ${node.html}\n${node.failureSummary ?? ""}`));
}
