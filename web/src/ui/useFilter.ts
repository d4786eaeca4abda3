import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";

/** The parts of an address's query. */
export type Search = Readonly<Record<string, unknown>>;

/**
 * What a page shows of all there is, and how to change it. It is in the page's address, so that it is shared by sharing
 * that. `read` passes over what makes no sense, since people edit addresses.
 */
export function useFilter<Filter extends object>(
  to: "/activity" | "/artists" | "/bookings" | "/projects",
  read: (search: Search) => Filter,
  write: (filter: Filter) => Record<string, string>,
): readonly [Filter, (changes: Partial<Filter>) => void] {
  const search: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  const filter = useMemo(() => read(search), [read, search]);
  const change = useCallback(
    (changes: Partial<Filter>) => void navigate({ to, search: write({ ...filter, ...changes }), replace: true }),
    [navigate, to, write, filter],
  );
  return [filter, change];
}
