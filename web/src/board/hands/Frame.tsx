import { useGeometry } from "../geometry";
import type { Area } from "./model/area";

/** The frame in which bookings are being chosen. */
export function Frame({ left, right, artistIds }: Area) {
  const { rowTop } = useGeometry();
  const [first, last] = [rowTop(artistIds[0] ?? ""), rowTop(artistIds.at(-1) ?? "")];
  if (first === null || last === null) return null;
  return (
    <div
      aria-hidden
      data-testid="frame"
      className="pointer-events-none absolute z-20 rounded-md border border-accent bg-accent-fill/10"
      style={{ left, width: right - left, top: first.top, height: last.top + last.height - first.top }}
    />
  );
}
