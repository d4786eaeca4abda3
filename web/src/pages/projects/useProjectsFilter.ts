import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import type { ProjectFilter, ProjectStatus } from "../../api/operations";
import { ENDED, RUNNING } from "./draft";

export const STATUSES: readonly ProjectStatus[] = [...RUNNING, ...ENDED];

/** Which projects are listed, as the address of the page says. */
export interface ProjectsFilter {
  readonly search: string;
  /** None: all that are running. */
  readonly statuses: readonly ProjectStatus[];
}

/** The filter in the address, and how to change it. */
export function useProjectsFilter(): readonly [ProjectsFilter, (changes: Partial<ProjectsFilter>) => void] {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const filter = useMemo(() => read(search), [search]);
  const change = useCallback(
    (changes: Partial<ProjectsFilter>) => void navigate({ to: "/projects", search: write({ ...filter, ...changes }), replace: true }),
    [navigate, filter],
  );
  return [filter, change];
}

/** What to ask the API for. */
export function conditionsOf({ search, statuses }: ProjectsFilter): ProjectFilter {
  return { statuses: statuses.length > 0 ? statuses : RUNNING, ...(search.trim() && { search: search.trim() }) };
}

function read(search: Readonly<Record<string, unknown>>): ProjectsFilter {
  const named = typeof search.status === "string" ? search.status.toUpperCase().split(",") : [];
  return { search: search.q === undefined ? "" : String(search.q), statuses: STATUSES.filter((status) => named.includes(status)) };
}

function write({ search, statuses }: ProjectsFilter): Record<string, string> {
  return { ...(search && { q: search }), ...(statuses.length > 0 && { status: statuses.join(",").toLowerCase() }) };
}
