import "graphiql/setup-workers/vite";
// Piece by piece, for `graphiql/style.css` carries 360 KB of web fonts and a second copy of Monaco's styles.
import "@graphiql/react/style.css";
import "@graphiql/plugin-doc-explorer/style.css";
import "@graphiql/plugin-history/style.css";
import "graphiql/graphiql.css";
import "./page.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Page } from "./Page";

const root = document.getElementById("page");
if (root === null) throw new Error("graphiql.html has no element #page");
createRoot(root).render(
  <StrictMode>
    <Page />
  </StrictMode>,
);
