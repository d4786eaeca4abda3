import { useVirtualizer } from "@tanstack/react-virtual";
import { Download } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import type { ImportResult } from "../../api/operations";
import { Button } from "../../ui/Button";
import { classes } from "../../ui/classes";
import { SelectField } from "../../ui/Field";
import { Card, Empty } from "../../ui/Page";
import { words } from "../../words/import";
import { csvField } from "./csv";
import { download } from "./download";
import { numberName } from "./numberName";
import { type Progress, RESULTS, type ReportedRow, type Shown, shownOf } from "./progress";
import { COLUMNS_OF_REPORT, ReportRow } from "./ReportRow";
import { RESULT_LOOKS } from "./resultLooks";
import type { ScheduleFile } from "./scheduleFile";

interface ReportProps {
  readonly progress: Progress;
  readonly wanted: ScheduleFile["rows"];
  readonly counts: Readonly<Record<ImportResult, number>>;
}

/** What becomes of each row. However many there are, only those in view are drawn. */
export function Report({ progress: { rows, isDry }, wanted, counts }: ReportProps) {
  const [shown, setShown] = useState<Shown>("all");
  const names = isDry ? words.countsAhead : words.counts;
  const visible = useMemo(() => shownOf(rows, shown), [rows, shown]);
  return (
    <Card
      title={words.report}
      actions={
        <Button size="small" onClick={() => download(words.reportName, reportText(rows))}>
          <Download aria-hidden />
          {words.download}
        </Button>
      }
    >
      <div className="flex flex-wrap items-end gap-x-6 gap-y-3 border-b border-line p-4">
        <dl className="flex flex-1 flex-wrap gap-x-6 gap-y-2">
          {RESULTS.map((result) => (
            <div key={result}>
              <dt className="text-xs text-muted">{names[result]}</dt>
              <dd className={classes("text-lg font-semibold tabular-nums", counts[result] > 0 && RESULT_LOOKS[result].text)}>{numberName(counts[result])}</dd>
            </div>
          ))}
        </dl>
        <SelectField className="w-52" label={words.show} value={shown} onChange={({ target }) => setShown(target.value as Shown)}>
          <option value="all">{words.shows.all}</option>
          <option value="problems">{words.shows.problems}</option>
          <option value="remarks">{words.shows.remarks}</option>
          {RESULTS.map((result) => (
            <option key={result} value={result}>
              {names[result]}
            </option>
          ))}
        </SelectField>
      </div>
      {visible.length === 0 ? <Empty title={words.nothingShown} /> : <Rows key={shown} rows={visible} wanted={wanted} names={names} isDry={isDry} />}
    </Card>
  );
}

interface RowsProps {
  readonly rows: readonly ReportedRow[];
  readonly wanted: ScheduleFile["rows"];
  readonly names: Readonly<Record<ImportResult, string>>;
  readonly isDry: boolean;
}

function Rows({ rows, wanted, names, isDry }: RowsProps) {
  const box = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => 60, overscan: 8 });
  return (
    // Scrolls by itself, so it can be reached by the keyboard.
    <div ref={box} tabIndex={0} role="region" aria-label={words.report} className="h-[32rem] max-h-[70vh] overflow-auto">
      <div role="table" aria-label={words.report} aria-rowcount={rows.length + 1} className="min-w-160">
        <div role="rowgroup" className="sticky top-0 z-10 border-b border-line bg-surface">
          <div role="row" aria-rowindex={1} className={classes(COLUMNS_OF_REPORT, "py-2 text-xs font-medium text-muted")}>
            {[words.line, words.row, words.result, words.why].map((head) => (
              <span key={head} role="columnheader">
                {head}
              </span>
            ))}
          </div>
        </div>
        <div role="rowgroup" className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            return (
              row && (
                <div
                  key={row.line}
                  ref={virtualizer.measureElement}
                  data-index={index}
                  role="row"
                  aria-rowindex={index + 2}
                  className={classes(COLUMNS_OF_REPORT, "absolute inset-x-0 border-b border-line py-2")}
                  style={{ transform: `translateY(${start}px)` }}
                >
                  <ReportRow row={row} wanted={wanted.get(row.line)} result={names[row.result]} isDry={isDry} />
                </div>
              )
            );
          })}
        </div>
      </div>
    </div>
  );
}

function reportText(rows: readonly ReportedRow[]): string {
  const lines = rows.map(({ line, externalId, result, code, reason, newArtist, newProject }) => [
    String(line),
    externalId,
    result,
    code ?? "",
    reason ?? "",
    newArtist ?? "",
    newProject ?? "",
  ]);
  return [["line", "external_id", "result", "code", "reason", "new_artist", "new_project"], ...lines].map((cells) => `${cells.map(csvField).join(",")}\r\n`).join("");
}
