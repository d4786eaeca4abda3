import type { ProjectFilter, ProjectStatus } from "../../api/operations";
import type { Search } from "../../ui/useFilter";
import { ENDED, RUNNING } from "./draft";

export const STATUSES: readonly ProjectStatus[] = [...RUNNING, ...ENDED];

/** Which projects are listed, as the address of the page says. */
export interface ProjectsFilter {
  readonly search: string;
  /** None: all that are running. */
  readonly statuses: readonly ProjectStatus[];
}

/** What to ask the API for. */
export function conditionsOf({ search, statuses }: ProjectsFilter): ProjectFilter {
  return { statuses: statuses.length > 0 ? statuses : RUNNING, ...(search.trim() && { search: search.trim() }) };
}

export function readFilter(search: Search): ProjectsFilter {
  const named = typeof search.status === "string" ? search.status.toUpperCase().split(",") : [];
  return { search: search.q === undefined ? "" : String(search.q), statuses: STATUSES.filter((status) => named.includes(status)) };
}

export function writeFilter({ search, statuses }: ProjectsFilter): Record<string, string> {
  return { ...(search && { q: search }), ...(statuses.length > 0 && { status: statuses.join(",").toLowerCase() }) };
}
