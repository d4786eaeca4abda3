import { createContext, useContext } from "react";
import type { BoardArtist } from "./artist";

/**
 * Where things are on the board. Times are milliseconds since 1970; `x` and `top` are px within the layer over the
 * rows (`data-layer`), in which overlays are placed absolutely.
 *
 * Where the board shows each artist in their own zone, the same place is another time in another row: say whose row is
 * meant. Without an artist a place is read in the zone of the header.
 */
export interface Geometry {
  /** Which time is at a pointer's place. */
  timeAt(clientX: number, artistId?: string): number;
  xOf(time: number, artistId?: string): number;
  /** Whose row is at a pointer's place. */
  artistAt(clientY: number): string | null;
  /** Null for an artist who is not shown. */
  rowTop(artistId: string): { readonly top: number; readonly height: number } | null;
  /** The nearest line of the zoom's grid: a quarter of an hour when near, a whole day when far. */
  snap(time: number, artistId?: string): number;
  /** Whether the grid is of whole days. */
  readonly isDayScale: boolean;
  /** Scrolls as little as it takes to show that time of that artist. */
  reveal(time: number, artistId: string): void;
  /** The artists in the order in which they are shown. */
  artists(): readonly BoardArtist[];
}

export const GeometryContext = createContext<Geometry | null>(null);

export function useGeometry(): Geometry {
  const geometry = useContext(GeometryContext);
  if (geometry === null) throw new Error("useGeometry is for what is on the board");
  return geometry;
}
