import type { BoardArtist } from "../artist";
import type { Filters, Grouping, Sorting } from "../useBoard";

export interface ArtistRow {
  readonly kind: "artist";
  readonly key: string;
  readonly artist: BoardArtist;
}

export interface GroupRow {
  readonly kind: "group";
  readonly key: string;
  readonly label: string;
  readonly count: number;
}

export type Row = ArtistRow | GroupRow;

export interface Arrangement {
  readonly filters: Pick<Filters, "search" | "specialty" | "employment">;
  readonly grouping: Grouping;
  readonly sorting: Sorting;
  /** By which artists are sorted unless by name, the least first; unknown ones come last. */
  readonly value: (artistId: string) => number | undefined;
  /** Under which heading an artist is put. */
  readonly heading: (artist: BoardArtist) => string;
}

const alphabet = new Intl.Collator(undefined, { sensitivity: "base", numeric: true });

/** The rows of the board: the artists that the filters let through, sorted, below the headings of their groups. */
export function arrange(artists: readonly BoardArtist[], { filters, grouping, sorting, value, heading }: Arrangement): Row[] {
  const wanted = plain(filters.search.trim());
  const shown = artists.filter(
    ({ name, specialties, employment }) =>
      (wanted === "" || plain(name).includes(wanted)) &&
      (filters.specialty === null || specialties.includes(filters.specialty)) &&
      (filters.employment === null || employment === filters.employment),
  );
  const byName = (a: BoardArtist, b: BoardArtist) => alphabet.compare(a.name, b.name) || (a.id < b.id ? -1 : 1);
  const rank = ({ id }: BoardArtist) => value(id) ?? Number.MAX_VALUE;
  shown.sort(sorting === "name" ? byName : (a, b) => rank(a) - rank(b) || byName(a, b));
  if (grouping === "none") return shown.map(rowOf);
  const groups = new Map<string, BoardArtist[]>();
  for (const artist of shown) {
    const label = heading(artist);
    const members = groups.get(label);
    if (members === undefined) groups.set(label, [artist]);
    else members.push(artist);
  }
  return [...groups].sort(([a], [b]) => alphabet.compare(a, b)).flatMap(([label, members]): Row[] => [
    { kind: "group", key: `group ${label}`, label, count: members.length },
    ...members.map(rowOf),
  ]);
}

function rowOf(artist: BoardArtist): ArtistRow {
  return { kind: "artist", key: artist.id, artist };
}

/** A text without what does not matter in a search: case and accents. */
function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase();
}
