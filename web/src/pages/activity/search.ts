import { type Search, useFilter } from "../../ui/useFilter";
import { type Filter, KINDS } from "./filter";

/** What of the page is in its address: which log is shown, and what of it. */
export interface ActivitySearch extends Filter {
  readonly tab: "log" | "audit";
}

/** Reads an address; what makes no sense in it does not count. */
export function activitySearch(search: Search): ActivitySearch {
  const { tab, kind, person } = search;
  return {
    tab: tab === "audit" ? "audit" : "log",
    kind: KINDS.find((each) => each === kind) ?? null,
    person: typeof person === "string" && person !== "" ? person : null,
  };
}

function written({ tab, kind, person }: ActivitySearch): Record<string, string> {
  return { ...(tab === "audit" && { tab }), ...(kind !== null && { kind }), ...(person !== null && { person }) };
}

export function useActivitySearch(): readonly [ActivitySearch, (change: Partial<ActivitySearch>) => void] {
  return useFilter("/activity", activitySearch, written);
}
