import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Watchdog } from "../../src/session/watchdog";

let asked: number;
let gaveUp: number;
let watchdog: Watchdog;

beforeEach(() => {
  vi.useFakeTimers();
  [asked, gaveUp] = [0, 0];
  watchdog = new Watchdog(
    () => {
      asked += 1;
    },
    () => {
      gaveUp += 1;
    },
  );
});

afterEach(() => {
  vi.useRealTimers();
});

test("a silence leads to a question, and silence after it to the end", () => {
  watchdog.heard();
  vi.advanceTimersByTime(10_000);
  expect([asked, gaveUp]).toEqual([1, 0]);
  vi.advanceTimersByTime(5_000);
  expect([asked, gaveUp]).toEqual([1, 1]);
});

test("timers that are held back cost a question, not the line", () => {
  watchdog.heard();
  // The browser wakes a hidden tab once a minute; the answer comes in between.
  for (let minute = 0; minute < 10; minute += 1) {
    vi.advanceTimersToNextTimer();
    watchdog.heard();
  }
  expect([asked, gaveUp]).toEqual([10, 0]);
});

test("a line that never opens is given up", () => {
  watchdog.opening();
  vi.advanceTimersByTime(15_000);
  expect([asked, gaveUp]).toEqual([0, 1]);
});

test("a line that has ended is not watched", () => {
  watchdog.heard();
  watchdog.stop();
  vi.advanceTimersByTime(60_000);
  expect([asked, gaveUp]).toEqual([0, 0]);
});
