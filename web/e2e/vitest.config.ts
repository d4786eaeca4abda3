import { defineConfig } from "vitest/config";

/** Tests of the built page in a real browser, against real servers; tests/web/test_browser.py runs them. */
export default defineConfig({
  test: {
    include: ["e2e/**/*.test.ts"],
    maxWorkers: 2,
    testTimeout: 90_000,
    // Two busy cores are slow; what has to be fast measures it.
    expect: { poll: { timeout: 10_000 } },
    hookTimeout: 40_000,
  },
});
