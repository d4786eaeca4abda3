import type { ImportResult, ImportStepMutation } from "../../api/operations";

type Step = Extract<ImportStepMutation["importBookings"], { readonly __typename: "BookingsImported" }>;

/** What became of a row, or would. */
export type ReportedRow = Step["rows"][number];

export const RESULTS: readonly ImportResult[] = ["CREATED", "EXISTS", "REFUSED", "INVALID"];

/** How far a preview or an import has come. */
export interface Progress {
  readonly isDry: boolean;
  readonly state: "running" | "stopped" | "failed" | "done";
  /** In the file's order. */
  readonly rows: readonly ReportedRow[];
  /** How many rows the file has; null until the first step has answered. */
  readonly total: number | null;
  /** Where to go on. */
  readonly nextLine: number;
  /** Why it failed, for people. */
  readonly problem: string | null;
}

export function begun(isDry: boolean): Progress {
  return { isDry, state: "running", rows: [], total: null, nextLine: 1, problem: null };
}

export function stepped(progress: Progress, { rows, total, nextLine }: Step): Progress {
  return {
    ...progress,
    rows: [...progress.rows, ...rows],
    total,
    nextLine: nextLine ?? progress.nextLine,
    state: nextLine === null ? "done" : "running",
  };
}

export function countsOf(rows: readonly ReportedRow[]): Record<ImportResult, number> {
  const counts = { CREATED: 0, EXISTS: 0, REFUSED: 0, INVALID: 0 };
  for (const { result } of rows) counts[result] += 1;
  return counts;
}

/** Whom and what the rows add to the studio, in the file's order. */
export function additionsOf(rows: readonly ReportedRow[]): { readonly artists: readonly string[]; readonly projects: readonly string[] } {
  return {
    artists: rows.flatMap(({ newArtist }) => newArtist ?? []),
    projects: rows.flatMap(({ newProject }) => newProject ?? []),
  };
}

export type Shown = "all" | "problems" | "remarks" | ImportResult;

/** Problems are rows that are not booked; remarks are what is to be known of those that are, and what rows add. */
export function shownOf(rows: readonly ReportedRow[], shown: Shown): readonly ReportedRow[] {
  switch (shown) {
    case "all":
      return rows;
    case "problems":
      return rows.filter(({ result }) => result === "REFUSED" || result === "INVALID");
    case "remarks":
      return rows.filter(({ newArtist, newProject, result, reason }) => {
        if (newArtist !== null || newProject !== null) return true;
        return reason !== null && (result === "CREATED" || result === "EXISTS");
      });
    default:
      return rows.filter(({ result }) => result === shown);
  }
}
