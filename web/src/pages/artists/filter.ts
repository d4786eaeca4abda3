import type { ArtistFilter, Employment } from "../../api/operations";
import type { Search } from "../../ui/useFilter";

/** Which artists are listed, as the address of the page says. */
export interface ArtistsFilter {
  readonly search: string;
  /** All of them. */
  readonly specialties: readonly string[];
  readonly employment: Employment | null;
  readonly archived: boolean;
}

/** What to ask the API for. */
export function conditionsOf({ search, specialties, employment, archived }: ArtistsFilter): ArtistFilter {
  return {
    ...(search.trim() && { search: search.trim() }),
    ...(specialties.length > 0 && { specialties }),
    ...(employment && { employment }),
    ...(archived && { includeArchived: true }),
  };
}

export function readFilter(search: Search): ArtistsFilter {
  const text = (key: string) => (search[key] === undefined ? "" : String(search[key]));
  const employment = text("employment").toUpperCase();
  return {
    search: text("q"),
    specialties: text("specialties").split(",").filter(Boolean),
    employment: employment === "STAFF" || employment === "FREELANCE" ? employment : null,
    archived: text("archived") === "yes",
  };
}

export function writeFilter({ search, specialties, employment, archived }: ArtistsFilter): Record<string, string> {
  return {
    ...(search && { q: search }),
    ...(specialties.length > 0 && { specialties: specialties.join(",") }),
    ...(employment && { employment: employment.toLowerCase() }),
    ...(archived && { archived: "yes" }),
  };
}
