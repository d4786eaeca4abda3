import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// Built apart from the schedule's page, which would else load what the two happen to share.
export default defineConfig({
  plugins: [react()],
  build: {
    emptyOutDir: false,
    rolldownOptions: {
      input: "graphiql.html",
      // GraphiQL's files still carry directives for the compiler that has already run over them.
      checks: { moduleLevelDirective: false },
    },
    reportCompressedSize: false,
    // Monaco is one big module graph by nature, and loaded after the page itself.
    chunkSizeWarningLimit: 4000,
  },
});
