import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Where `npm run dev` finds the API. */
const api = "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [react()],
  build: {
    // One HTML file for each page; the server decides under which path it appears.
    rolldownOptions: {
      input: ["graphiql.html"],
      // GraphiQL's files still carry directives for the compiler that has already run over them.
      checks: { moduleLevelDirective: false },
    },
    reportCompressedSize: false,
    // Monaco is one big module graph by nature, and loaded after the page itself.
    chunkSizeWarningLimit: 4000,
  },
  server: {
    proxy: {
      "/graphql": { target: api, ws: true },
      "/auth": api,
    },
  },
});
