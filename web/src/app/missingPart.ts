import { words } from "../words/shell";

const NAME = "MissingPart";
const KEY = "production-tool.loaded-anew";
/** Whoever has loaded the page anew so shortly before, in ms, would only do so again and again. */
const PAUSE = 60_000;

/** Names what is thrown where a part of the page cannot be fetched: the server has another build by now, or is out of reach. */
export function nameMissingParts(): void {
  // By its own name the router would know it, and load the page anew without looking whether there is a server.
  addEventListener("vite:preloadError", ({ payload }) => {
    payload.name = NAME;
    payload.message = words.missing;
  });
}

export function isMissingPart(error: unknown): boolean {
  return error instanceof Error && error.name === NAME;
}

/** Loads the page anew, once in a while, if there is a server to load it from and nothing is lost by it. */
export async function loadAnew(): Promise<void> {
  const losesNothing = dispatchEvent(new Event("beforeunload", { cancelable: true }));
  if (!losesNothing || Date.now() - Number(sessionStorage.getItem(KEY)) < PAUSE) return;
  const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
  if (answer?.ok !== true) return;
  sessionStorage.setItem(KEY, String(Date.now()));
  location.reload();
}
