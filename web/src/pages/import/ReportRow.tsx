import { Link } from "@tanstack/react-router";
import { ownZone } from "../../time/formats";
import { spanName } from "../../time/span";
import { classes } from "../../ui/classes";
import { words as common } from "../../words/common";
import { words } from "../../words/import";
import type { ReportedRow } from "./progress";
import { RESULT_LOOKS } from "./resultLooks";
import type { Wanted } from "./scheduleFile";

/** The columns of the report, for its head as for its rows. */
export const COLUMNS_OF_REPORT = "grid grid-cols-[3.5rem_minmax(12rem,2fr)_10rem_minmax(12rem,3fr)] gap-3 px-4";

const LINK = "underline decoration-line-strong/50 underline-offset-2 hover:decoration-current";

/** The cells of one row: what the file says, what becomes of it, and why. */
export function ReportRow({ row, wanted, result, isDry }: { row: ReportedRow; wanted: Wanted | undefined; result: string; isDry: boolean }) {
  const { line, externalId, reason, booking, conflicts, newArtist, newProject } = row;
  const adds = isDry ? words.adds : words.added;
  const { icon: Icon, text } = RESULT_LOOKS[row.result];
  return (
    <>
      <span role="cell" className="text-muted tabular-nums">
        {line}
      </span>
      <span role="cell" className="min-w-0">
        <span className="block truncate font-medium" title={externalId}>
          {[wanted?.artist, wanted?.project].filter(Boolean).join(" · ") || externalId}
        </span>
        {wanted && <span className="block truncate text-xs text-muted">{`${readable(wanted.start)} – ${readable(wanted.end)} · ${wanted.status ?? ""}`}</span>}
        <span className="block text-xs break-all text-muted">{externalId}</span>
      </span>
      <span role="cell" className={classes("flex items-start gap-1.5", text)}>
        <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
        {booking ? (
          <Link to="/" search={{ booking: booking.id }} className={LINK}>
            {result}
          </Link>
        ) : (
          result
        )}
      </span>
      <span role="cell" className="min-w-0 break-words">
        {newArtist !== null && <span className="block font-medium">{adds.artist(newArtist)}</span>}
        {newProject !== null && <span className="block font-medium">{adds.project(newProject)}</span>}
        {reason}
        {conflicts.length > 0 && (
          <span className="block text-xs text-muted">
            {words.clashes(conflicts.length)}{" "}
            {conflicts.slice(0, 3).map(({ id, project, startTime, endTime }, index) => (
              <span key={id}>
                {index > 0 && "; "}
                <Link to="/" search={{ booking: id }} className={LINK}>
                  {project?.name ?? common.noProject}, {spanName({ start: Date.parse(startTime), end: Date.parse(endTime) }, ownZone)}
                </Link>
              </span>
            ))}
          </span>
        )}
      </span>
    </>
  );
}

function readable(moment: string | undefined): string {
  return (moment ?? "").replace("T", " ").replace(/(:\d\d):00$/, "$1");
}
