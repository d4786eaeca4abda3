import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { type Filter, type Kind, KINDS } from "./filter";

/** What of the page is in its address: which log is shown, and what of it. */
export interface ActivitySearch extends Filter {
  readonly tab: "log" | "audit";
}

/** Reads an address; what makes no sense in it does not count. */
export function activitySearch(search: Readonly<Record<string, unknown>>): ActivitySearch {
  const { tab, kind, person } = search;
  return {
    tab: tab === "audit" ? "audit" : "log",
    kind: KINDS.find((each) => each === kind) ?? null,
    person: typeof person === "string" && person !== "" ? person : null,
  };
}

export function useActivitySearch(): [ActivitySearch, (change: Partial<ActivitySearch>) => void] {
  const search = activitySearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const { tab, kind, person } = search;
  const set = useCallback(
    (change: Partial<ActivitySearch>) => {
      const next = { tab, kind, person, ...change };
      const written = {
        ...(next.tab === "audit" && { tab: next.tab }),
        ...(next.kind !== null && { kind: next.kind satisfies Kind }),
        ...(next.person !== null && { person: next.person }),
      };
      void navigate({ to: "/activity", search: written, replace: true });
    },
    [navigate, tab, kind, person],
  );
  return [search, set];
}
