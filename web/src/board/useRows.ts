import { useMemo, useRef } from "react";
import { words } from "../words/board";
import type { BoardArtist } from "./artist";
import type { Drawing } from "./drawing";
import { arrange, type Row } from "./model/rows";
import { schedule } from "./schedule";
import { type Grouping, type Sorting, useBoard } from "./useBoard";
import type { Utilisation } from "./useUtilisation";
import type { Drawn, Period } from "./useWindow";

const HEADINGS: Record<Grouping, (artist: BoardArtist) => string> = {
  none: () => "",
  specialty: ({ specialties }) => specialties[0] ?? words.noSpecialty,
  employment: ({ employment }) => words.employments[employment],
};

/**
 * The rows of the board. Artists sorted by how busy they are keep their order while bookings are made and moved: a row
 * that left from under the pointer would be no help. They are sorted anew when something else is looked at.
 */
export function useRows(
  artists: readonly BoardArtist[],
  { drawing, period }: Drawn,
  utilisation: Utilisation,
  loads: number,
  changes: number,
): readonly Row[] {
  const { filters, grouping, sorting } = useBoard();
  const values = useSettled(utilisation, sorting, period, loads);
  const passing = usePassing(artists, drawing, period, changes);
  const { search, specialty, employment } = filters;
  return useMemo(
    () => arrange(passing, { filters: { search, specialty, employment }, grouping, sorting, value: (id) => values?.get(id) ?? undefined, heading: HEADINGS[grouping] }),
    [passing, search, specialty, employment, grouping, sorting, values],
  );
}

/** By what artists are sorted, as it was when the sorting, the period or what is known of it changed. */
function useSettled(utilisation: Utilisation, sorting: Sorting, { start, end, moving }: Period, loads: number): ReadonlyMap<string, number | null> | null {
  const settled = useRef<{ key: readonly unknown[]; utilisation: Utilisation }>({ key: [], utilisation });
  const key = [sorting, start, end, loads];
  const { key: before } = settled.current;
  const isSame = key.every((part, index) => part === before[index]);
  // The first that is worked out after such a change is the one to sort by.
  if (utilisation !== settled.current.utilisation && !isSame && !moving) settled.current = { key, utilisation };
  if (sorting === "name") return null;
  return sorting === "utilisation" ? settled.current.utilisation.ofArtist : settled.current.utilisation.freeFrom;
}

/** The artists who have what the filters for bookings ask for in the period. The same array while they stay the same. */
function usePassing(artists: readonly BoardArtist[], drawing: Drawing, { start, end }: Period, changes: number): readonly BoardArtist[] {
  const before = useRef(artists);
  const { projectId, status } = drawing.filters;
  return useMemo(() => {
    if (projectId === null && status === null) return artists;
    const passing = artists.filter(({ id }) =>
      schedule.of(id).some((booking) => booking.start < end && booking.end > start && !drawing.isFaded(booking)),
    );
    const isSame = passing.length === before.current.length && passing.every((artist, index) => artist === before.current[index]);
    if (!isSame) before.current = passing;
    return before.current;
    // `changes` stands for what is in `schedule`.
  }, [artists, drawing, projectId, status, start, end, changes]);
}
