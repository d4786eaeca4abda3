import type { Page, Request } from "playwright-core";

/** Requests of a page that wait on their way. */
export interface Held {
  /** Resolves when the first of them has been sent. */
  readonly sent: Promise<void>;
  /** Lets them go on, and all that follow. */
  readonly letGo: () => void;
}

/** Keeps the page's requests of one operation from the server until they are let go. */
export async function holdBack(page: Page, operation: string): Promise<Held> {
  const [sent, tellSent] = signal();
  const [free, letGo] = signal();
  await page.route("**/graphql", async (route) => {
    if (!isOf(route.request(), operation)) return route.fallback();
    tellSent();
    await free;
    return route.continue();
  });
  return { sent, letGo };
}

/** Counts the page's requests of one operation from now on. */
export function countOf(page: Page, operation: string): () => number {
  let count = 0;
  page.on("request", (request) => {
    if (isOf(request, operation)) count += 1;
  });
  return () => count;
}

function isOf(request: Request, operation: string): boolean {
  return request.postData()?.includes(`mutation ${operation}(`) ?? false;
}

function signal(): readonly [Promise<void>, () => void] {
  let resolve = () => {};
  const promise = new Promise<void>((given) => {
    resolve = given;
  });
  return [promise, resolve];
}
