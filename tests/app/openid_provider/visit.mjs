// Signs in at the provider with a real browser, as its input says, and tells what it has seen, as JSON.
import { createRequire } from "node:module";
import { json } from "node:stream/consumers";

const { chromium } = createRequire(new URL("../../../web/package.json", import.meta.url))("playwright-core");
const { browser: executablePath, base, issuer, login, studios } = await json(process.stdin);

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const context = await browser.newContext();
context.setDefaultTimeout(30_000);
// From the start: timers that a page sets before are deaf to a later clock, and cannot be cleared by it.
await context.clock.install();
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

const studio = page.getByRole("banner").getByRole("link");
const isIn = async (name) => {
  await studio.filter({ hasText: name }).waitFor();
  await live();
};
const signIn = async () => {
  await button(/^Sign in with 127/).click();
  await page.locator("[name=login]").fill(login);
  await page.locator("[name=password]").fill("any");
  await page.locator("[type=submit]").click();
  await page.locator("[type=submit]").click();
};
// The clock of the page goes on by so many minutes, its timers and the servers do not.
let minutes = 0;
const pass = async (more) => {
  minutes += more;
  await page.clock.setSystemTime(Date.now() + minutes * 60_000);
};
const seen = {};
process.on("uncaughtException", async (error) => {
  const shown = await page.locator("body").innerText().catch((gone) => gone.message);
  console.error(`${error.message}\nat ${page.url()}\n${shown}\n${complaints.join("\n")}`);
  process.exit(1);
});

await page.goto(`${base}/bookings?from=2026-01-01`);
await signIn();
if (studios.length === 0) {
  seen.refusal = await page.getByRole("alert").innerText();
  await button("Sign in as somebody else").click();
} else {
  const [first, second] = studios;
  await button(new RegExp(`^${first}`)).click();
  await isIn(first);
  seen.address = page.url();
  [seen.lasting, seen.passing] = await stored();

  await page.reload();
  await isIn(first);
  const tab = await context.newPage();
  await tab.goto(base);
  await account(tab).waitFor();
  await tab.close();

  // The token, which is good for 5 minutes, is renewed, and nobody leaves the page for it.
  await page.evaluate(() => Object.assign(globalThis, { marked: true }));
  grants.length = 0;
  await pass(5);
  await choose(`Change to ${second}`);
  await isIn(second);
  seen.grants = [...grants];
  seen.marked = await page.evaluate(() => globalThis.marked);
  seen.changed = page.url();

  // The provider has forgotten them, which the page finds by itself: it takes the clock's leap for a sleep,
  // and asks at once. They sign in anew, and are back where they were.
  if (!grants.includes("refresh_token")) {
    await page.goto(`${base}/bookings?from=2026-02-02`);
    await isIn(second);
    await context.clearCookies();
    await pass(5);
    seen.ended = await page.getByRole("alert").innerText();
    await signIn();
    await isIn(second);
    seen.back = page.url();
  }
  await choose("Sign out");
}
await page.getByRole("button", { name: "Yes, sign me out" }).click();
await button(/^Sign in with 127/).waitFor();
seen.left = page.url();
[seen.lastingAfter, seen.passingAfter] = await stored();
await browser.close();
console.log(JSON.stringify({ ...seen, complaints }));
