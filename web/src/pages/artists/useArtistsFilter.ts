import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import type { ArtistFilter, Employment } from "../../api/operations";

/** Which artists are listed, as the address of the page says. */
export interface ArtistsFilter {
  readonly search: string;
  /** All of them. */
  readonly specialties: readonly string[];
  readonly employment: Employment | null;
  readonly archived: boolean;
}

/** The filter in the address, and how to change it. */
export function useArtistsFilter(): readonly [ArtistsFilter, (changes: Partial<ArtistsFilter>) => void] {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const filter = useMemo(() => read(search), [search]);
  const change = useCallback(
    (changes: Partial<ArtistsFilter>) => void navigate({ to: "/artists", search: write({ ...filter, ...changes }), replace: true }),
    [navigate, filter],
  );
  return [filter, change];
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

function read(search: Readonly<Record<string, unknown>>): ArtistsFilter {
  const text = (key: string) => (search[key] === undefined ? "" : String(search[key]));
  const employment = text("employment").toUpperCase();
  return {
    search: text("q"),
    specialties: text("specialties").split(",").filter(Boolean),
    employment: employment === "STAFF" || employment === "FREELANCE" ? employment : null,
    archived: text("archived") === "yes",
  };
}

function write({ search, specialties, employment, archived }: ArtistsFilter): Record<string, string> {
  return {
    ...(search && { q: search }),
    ...(specialties.length > 0 && { specialties: specialties.join(",") }),
    ...(employment && { employment: employment.toLowerCase() }),
    ...(archived && { archived: "yes" }),
  };
}
