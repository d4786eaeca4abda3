import "@fontsource-variable/inter/wght.css";
import "./styles.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queries } from "../api/queries";
import { Toasts } from "../ui/Toasts";
import { Tooltips } from "../ui/Tooltip";
import { nameMissingParts } from "./missingPart";
import { passNonceOn } from "./nonce";
import { router } from "./router";
import { applyTheme } from "./theme";

const root = document.getElementById("page");
if (root === null) throw new Error("index.html has no element #page");
applyTheme();
passNonceOn();
nameMissingParts();
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <Tooltips>
        <RouterProvider router={router} />
      </Tooltips>
      <Toasts />
    </QueryClientProvider>
  </StrictMode>,
);
