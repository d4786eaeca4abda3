// Drives one board in a browser of its own, and prints what each step cost, as JSON.
// A step that takes longer than PATIENCE is null, and so is every one after it.
// node drive.mjs ours|theirs ADDRESS CHROMIUM [TOKEN]
import { chromium } from "../../web/node_modules/playwright-core/index.mjs";
import { boards } from "./pages.mjs";

const PATIENCE = 60_000; // ms for a step
const CALM = 500; // ms without a change in the number of elements: the board is ready
const FRAMES = 120;
const CATEGORIES = ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"];

const [kind, address, executablePath, token] = process.argv.slice(2);
const board = boards[kind];

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
await context.addInitScript((pasted) => {
  if (pasted) sessionStorage.setItem("production-tool.identity", JSON.stringify({ kind: "pasted", token: pasted }));
}, token);
const page = await context.newPage();
page.setDefaultTimeout(PATIENCE);
const devtools = await context.newCDPSession(page);
await devtools.send("Performance.enable");

const steps = {};
let gaveUp = false;
await step("open", async () => {
  await page.goto(board.address(address));
  await page.waitForSelector(board.booking);
});
await artists("artists, week");
await step("12 weeks on", async () => {
  for (let week = 0; week < 12; week += 1) {
    await board.next(page);
    await frame();
  }
});
await step("week to month", () => board.show(page, "month"));
await artists("artists, month");
await step("month to year", () => board.show(page, "year"));
await artists("artists, year");
await step("year to week", () => board.show(page, "week"));
console.log(JSON.stringify(steps));
await browser.close();
process.exit();

/** Does something, waits until the board is calm, and notes what that took. */
async function step(name, act) {
  if (!gaveUp) steps[name] = await within(PATIENCE, () => measured(act));
  gaveUp ||= steps[name] == null;
  if (gaveUp) steps[name] = null;
}

/** Scrolls down from the first artist: whoever is at the last one already has nothing to draw. */
async function artists(name) {
  if (!gaveUp) {
    await page.evaluate((selector) => document.querySelector(selector).scrollTo({ top: 0 }), board.scroller);
    await calm();
  }
  await step(name, glide);
}

async function within(time, act) {
  const measuring = act();
  measuring.catch(() => undefined); // the browser is closed under it where it takes too long
  return Promise.race([measuring, new Promise((resolve) => setTimeout(() => resolve(null), time))]);
}

async function measured(act) {
  await browser.startTracing(page, { categories: CATEGORIES });
  const before = await metrics();
  const began = performance.now();
  await act();
  const { nodes, calmSince } = await calm();
  const after = await metrics();
  const trace = JSON.parse(await browser.stopTracing());
  return {
    seconds: (calmSince - began) / 1000,
    nodes,
    longest: longestTask(trace.traceEvents),
    scripting: after.ScriptDuration - before.ScriptDuration,
    rendering: after.LayoutDuration + after.RecalcStyleDuration - before.LayoutDuration - before.RecalcStyleDuration,
  };
}

async function metrics() {
  const { metrics: all } = await devtools.send("Performance.getMetrics");
  return Object.fromEntries(all.map(({ name, value }) => [name, value]));
}

async function calm() {
  let nodes = -1;
  let since = performance.now();
  while (performance.now() - since < CALM) {
    const now = await page.evaluate(() => document.getElementsByTagName("*").length);
    if (now !== nodes) [nodes, since] = [now, performance.now()];
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { nodes, calmSince: since };
}

/** Scrolls as a hand would, a bit in each frame. */
async function glide() {
  await page.evaluate(
    ([selector, frames]) =>
      new Promise((resolve) => {
        const scroller = document.querySelector(selector);
        let left = frames;
        const go = () => {
          scroller.scrollBy(0, 150);
          left -= 1;
          if (left === 0) resolve();
          else requestAnimationFrame(go);
        };
        requestAnimationFrame(go);
      }),
    [board.scroller, FRAMES],
  );
}

async function frame() {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

/** The longest the page's main thread did not listen, in seconds. */
function longestTask(events) {
  const mains = new Set(
    events
      .filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = events.filter(
    ({ name, ph, pid, tid }) => ph === "X" && name.endsWith("RunTask") && mains.has(`${pid} ${tid}`),
  );
  return Math.max(0, ...tasks.map(({ dur }) => dur)) / 1e6;
}
