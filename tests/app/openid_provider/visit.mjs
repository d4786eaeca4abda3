// Signs in at the provider with a real browser, as its input says, and tells what it has seen, as JSON.
import { createRequire } from "node:module";
import { json } from "node:stream/consumers";

const { chromium } = createRequire(new URL("../../../web/package.json", import.meta.url))("playwright-core");
const { browser: executablePath, base, issuer, login, studios, renewal } = await json(process.stdin);

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const context = await browser.newContext();
context.setDefaultTimeout(30_000);
const complaints = [];
const grants = [];
context.on("request", (request) => {
  if (request.url() === `${issuer}/token`) grants.push(new URLSearchParams(request.postData()).get("grant_type"));
});
context.on("console", (message) => {
  const { url } = message.location();
  // That an answer was a refusal is no fault of the page's.
  const isRefusal = message.text().startsWith("Failed to load resource");
  if (message.type() === "error" && url.startsWith(base) && !isRefusal) complaints.push(message.text());
});
context.on("weberror", (error) => complaints.push(error.error().message));

const page = await context.newPage();
const button = (name, on = page) => on.getByRole("button", { name });
const account = (on = page) => button(/^Account/, on);
const live = () => page.locator('[data-testid=connection][data-state=live]').waitFor();
const choose = async (entry) => {
  await account().click();
  await page.getByRole("menuitem", { name: entry }).click();
};
const stored = () => page.evaluate(() => [localStorage, sessionStorage].map((kept) => JSON.stringify(kept)));

const seen = {};
process.on("uncaughtException", async (error) => {
  const shown = await page.locator("body").innerText();
  console.error(`${error.message}\nat ${page.url()}\n${shown}\n${complaints.join("\n")}`);
  process.exit(1);
});

await page.goto(`${base}/bookings?from=2026-01-01`);
await button(/^Sign in with 127/).click();
await page.locator("[name=login]").fill(login);
await page.locator("[name=password]").fill("any");
await page.locator("[type=submit]").click();
await page.locator("[type=submit]").click();
if (studios.length === 0) {
  seen.refusal = await page.getByRole("alert").innerText();
  await button("Sign in as somebody else").click();
} else {
  if (studios.length > 1) await button(new RegExp(`^${studios[0]}`)).click();
  await account().waitFor();
  await live();
  seen.address = page.url();
  seen.studio = await page.getByRole("banner").getByRole("link").innerText();
  [seen.lasting, seen.passing] = await stored();

  await page.reload();
  await live();
  seen.reloaded = await page.getByRole("banner").getByRole("link").innerText();

  const tab = await context.newPage();
  await tab.goto(base);
  await account(tab).waitFor();
  await tab.close();

  if (renewal) {
    await page.evaluate(() => Object.assign(globalThis, { marked: true }));
    grants.length = 0;
    await page.waitForTimeout(renewal);
    await choose(`Change to ${studios[1]}`);
    await page.getByRole("banner").getByRole("link", { name: studios[1] }).waitFor();
    await live();
    seen.grants = [...grants];
    seen.marked = await page.evaluate(() => globalThis.marked);
  }
  await choose("Sign out");
}
await page.getByRole("button", { name: "Yes, sign me out" }).click();
await button(/^Sign in with 127/).waitFor();
seen.left = page.url();
[seen.lastingAfter, seen.passingAfter] = await stored();
await browser.close();
console.log(JSON.stringify({ ...seen, complaints }));
