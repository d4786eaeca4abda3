import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { type Filter, readFilter, type Search, writeFilter } from "./filter";

/** The filter in the address, and how to change it. It is shared by sharing the address. */
export function useFilter(): readonly [Filter, (changes: Partial<Filter>) => void] {
  const search: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  const filter = useMemo(() => readFilter(search), [search]);
  const change = useCallback(
    (changes: Partial<Filter>) => void navigate({ to: "/bookings", search: writeFilter({ ...filter, ...changes }), replace: true }),
    [navigate, filter],
  );
  return [filter, change];
}
