import type { BookingFilter, BookingOrder, BookingStatus } from "../../api/operations";
import type { Search } from "../../ui/useFilter";
import { type Day, isDay, mondayOf, monthOf, plusDays, startOf } from "./days";

export const WINDOWS = ["this-week", "next-4-weeks", "this-month", "next-month", "past-4-weeks", "all", "custom"] as const;
export type WindowName = (typeof WINDOWS)[number];
export const STATUSES = ["HOLD", "PENCIL", "CONFIRMED", "CANCELLED"] as const satisfies readonly BookingStatus[];
export const SORTS = { start: "START_TIME_ASC", "start-latest": "START_TIME_DESC", newest: "CREATED_DESC" } as const satisfies Record<string, BookingOrder>;
export type Sort = keyof typeof SORTS;

/** Which bookings are listed, as the address of the page says. */
export interface Filter {
  readonly when: WindowName;
  /** Of a custom window: its first and last day. */
  readonly from: Day | null;
  readonly to: Day | null;
  readonly artists: readonly string[];
  readonly projects: readonly string[];
  /** None: all that is live. */
  readonly statuses: readonly BookingStatus[];
  readonly search: string;
  readonly sort: Sort;
}

export const EVERYDAY: Filter = {
  when: "next-4-weeks",
  from: null,
  to: null,
  artists: [],
  projects: [],
  statuses: [],
  search: "",
  sort: "start",
};

/** Reads an address. What makes no sense is passed over. */
export function readFilter(search: Search): Filter {
  const text = (key: string) => (typeof search[key] === "string" || typeof search[key] === "number" ? String(search[key]) : "");
  const list = (key: string) => text(key).split(",").filter(Boolean);
  const day = (key: string) => (isDay(text(key)) ? text(key) : null);
  const from = day("from");
  const to = day("to");
  const named = WINDOWS.find((name) => name === text("when"));
  return {
    when: named ?? (from === null && to === null ? EVERYDAY.when : "custom"),
    from,
    to,
    artists: list("artists"),
    projects: list("projects"),
    statuses: STATUSES.filter((status) => list("status").includes(status.toLowerCase())),
    search: text("q"),
    sort: Object.hasOwn(SORTS, text("sort")) ? (text("sort") as Sort) : EVERYDAY.sort,
  };
}

/** The address of a filter: only what differs from the everyday one. */
export function writeFilter({ when, from, to, artists, projects, statuses, search, sort }: Filter): Record<string, string> {
  const parts = {
    when: when === EVERYDAY.when ? "" : when,
    from: when === "custom" ? (from ?? "") : "",
    to: when === "custom" ? (to ?? "") : "",
    artists: artists.join(","),
    projects: projects.join(","),
    status: statuses.join(",").toLowerCase(),
    q: search,
    sort: sort === EVERYDAY.sort ? "" : sort,
  };
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== ""));
}

/** The first and last day of the window; null: open on that side. */
export function daysOf({ when, from, to }: Filter, now: Day): { readonly first: Day | null; readonly last: Day | null } {
  switch (when) {
    case "this-week":
      return { first: mondayOf(now), last: plusDays(mondayOf(now), 6) };
    case "next-4-weeks":
      return { first: now, last: plusDays(now, 27) };
    case "this-month":
      return { first: monthOf(now), last: plusDays(monthOf(now, 1), -1) };
    case "next-month":
      return { first: monthOf(now, 1), last: plusDays(monthOf(now, 2), -1) };
    case "past-4-weeks":
      return { first: plusDays(now, -28), last: plusDays(now, -1) };
    case "all":
      return { first: null, last: null };
    case "custom":
      return { first: from, last: to };
  }
}

/** Whether the window's last day lies before its first. */
export function isBackwards({ when, from, to }: Filter): boolean {
  return when === "custom" && from !== null && to !== null && to < from;
}

/** What to ask the API for; days are those of `zone`. The search is not in it: the API has none for bookings. */
export function conditions(filter: Filter, now: Day, zone: string): BookingFilter {
  const { first, last } = daysOf(filter, now);
  return {
    ...(first !== null && { from: startOf(first, zone) }),
    ...(last !== null && { to: startOf(plusDays(last, 1), zone) }),
    ...(filter.artists.length > 0 && { artistIds: filter.artists }),
    ...(filter.projects.length > 0 && { projectIds: filter.projects }),
    ...(filter.statuses.length > 0 && { statuses: filter.statuses }),
  };
}
