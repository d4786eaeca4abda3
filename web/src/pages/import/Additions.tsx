import { words } from "../../words/import";
import { additionsOf, type ReportedRow } from "./progress";

/** Names that are read in one go; who looks for a wrong one among more goes through the rows. */
const MOST_NAMES = 20;

/** Whom and what a file adds to the studio, so that a misspelled name is seen before it is somebody. */
export function Additions({ rows, isDry }: { rows: readonly ReportedRow[]; isDry: boolean }) {
  const { artists, projects } = additionsOf(rows);
  if (artists.length === 0 && projects.length === 0) return null;
  const said = isDry ? words.adds : words.added;
  return (
    <div className="space-y-1 rounded-xl border border-line bg-warning-soft px-4 py-3 text-warning">
      {artists.length > 0 && <p>{said.artists(artists.length, listed(artists))}</p>}
      {projects.length > 0 && <p>{said.projects(projects.length, listed(projects))}</p>}
      {isDry && <p>{words.lookForTypos}</p>}
    </div>
  );
}

function listed(names: readonly string[]): string {
  const rest = names.length - MOST_NAMES;
  return [...names.slice(0, MOST_NAMES), ...(rest > 0 ? [words.andMore(rest)] : [])].join(", ");
}
