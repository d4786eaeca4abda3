import { configDefaults, defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // Those need a browser and a server; see e2e/vitest.config.ts.
    exclude: [...configDefaults.exclude, "e2e/**"],
  },
});
