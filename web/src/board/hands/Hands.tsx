import { lazy, Suspense } from "react";

const HandsLayer = lazy(async () => ({ default: (await import("./HandsLayer")).HandsLayer }));

/** What the hands do on the board: drawn over its rows, in the coordinates of `useGeometry()`. */
export function Hands() {
  return (
    <Suspense>
      <HandsLayer />
    </Suspense>
  );
}
