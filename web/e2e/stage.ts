import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { test as plain } from "vitest";
import type { Person } from "./people";
import { surroundings } from "./surroundings";

const IDENTITY = "production-tool.identity";
/** What the browser says by itself about a server that is not there, or goes in the middle of an answer, and the page about its parts. */
const OUT_OF_REACH = /^MissingPart|ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_SOCKET_NOT_CONNECTED|ERR_CONTENT_LENGTH_MISMATCH|WebSocket connection to .* failed/;

export interface OpenOptions extends BrowserContextOptions {
  /** Which server, where it is not the one of all tests. */
  readonly url?: string;
}

/** The windows that a test opens, each a browser of its own as far as the page can tell. */
export class Stage {
  /** What pages have complained of: errors of scripts, refused content, missing files. */
  readonly complaints: string[] = [];
  /** Set where a test takes servers away: that the browser notices is no complaint. */
  toleratesAbsence = false;
  readonly #browser: Browser;
  readonly #pages = new Map<string, Page>();

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  /** Opens `path` as `person`; null: nobody is signed in. */
  async open(person: Person | null, path = "/", { url = surroundings.url, ...options }: OpenOptions = {}): Promise<Page> {
    const context = await this.#browser.newContext({
      baseURL: url,
      viewport: { width: 1440, height: 900 },
      timezoneId: "Europe/London",
      locale: "en-GB",
      ...options,
    });
    context.setDefaultTimeout(10_000);
    if (person !== null) {
      await context.addInitScript(([key, identity]) => localStorage.setItem(key, identity), [IDENTITY, JSON.stringify({ kind: "demo", ...person })] as const);
    }
    const page = await context.newPage();
    const name = `${this.#pages.size + 1}-${person?.email ?? "nobody"}`;
    this.#pages.set(name, page);
    page.on("console", (message) => {
      if (message.type() === "error") this.#complain(name, message.text());
    });
    page.on("pageerror", (error) => this.#complain(name, String(error)));
    await page.goto(path);
    return page;
  }

  /** Keeps what is seen at the end of a test that has failed. */
  async photograph(test: string): Promise<void> {
    const folder = join(surroundings.pictures, test.replaceAll(/[^a-z0-9]+/gi, "-"));
    await mkdir(folder, { recursive: true });
    for (const [name, page] of this.#pages) await page.screenshot({ path: join(folder, `${name}.png`) }).catch(() => undefined);
  }

  async close(): Promise<void> {
    for (const page of this.#pages.values()) await page.context().close();
  }

  #complain(name: string, text: string): void {
    if (!(this.toleratesAbsence && OUT_OF_REACH.test(text))) this.complaints.push(`${name}: ${text}`);
  }
}

let browser: Promise<Browser> | null = null;

/** A test that gets a stage; it fails, too, where a page has complained of anything. */
export const test = plain.extend<{ stage: Stage }>({
  stage: async ({ task }, use) => {
    browser ??= chromium.launch({ executablePath: surroundings.chromium, args: ["--no-sandbox"] });
    const stage = new Stage(await browser);
    try {
      await use(stage);
      if (task.result?.state === "fail" || stage.complaints.length > 0) await stage.photograph(task.name);
      if (stage.complaints.length > 0) throw new Error(`The page complained:\n${stage.complaints.join("\n")}`);
    } finally {
      await stage.close();
    }
  },
});
