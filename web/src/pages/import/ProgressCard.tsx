import { Link } from "@tanstack/react-router";
import { Alert } from "../../ui/Alert";
import { Button } from "../../ui/Button";
import { classes } from "../../ui/classes";
import { Card } from "../../ui/Page";
import { words } from "../../words/import";
import { numberName } from "./numberName";
import { countsOf, type Progress } from "./progress";

interface ProgressCardProps {
  readonly progress: Progress;
  readonly onStop: () => void;
  readonly onGoOn: () => void;
  readonly onStart: () => void;
  readonly onAgain: () => void;
}

/** How far it has come, and what can be done next. */
export function ProgressCard({ progress: { isDry, state, rows, total, problem }, onStop, onGoOn, onStart, onAgain }: ProgressCardProps) {
  const ready = countsOf(rows).CREATED;
  const isWaiting = state === "stopped" || state === "failed";
  const said = {
    running: isDry ? words.previewing : words.importing,
    stopped: isDry ? words.stoppedDry : words.stopped,
    failed: null,
    done: isDry ? words.previewDone : words.importDone,
  }[state];
  return (
    <Card>
      <div className="space-y-3 p-4">
        <p role="status" className="font-medium">
          {said}
        </p>
        {state !== "done" && (
          <div className="flex items-center gap-3">
            <div
              role="progressbar"
              aria-label={isDry ? words.preview : words.title}
              aria-valuemin={0}
              aria-valuemax={total ?? 1}
              {...(total !== null && { "aria-valuenow": rows.length })}
              className="h-2 flex-1 overflow-hidden rounded-full bg-line"
            >
              <div
                className={classes("h-full rounded-full bg-accent-fill transition-[width]", total === null && !isWaiting && "animate-pulse")}
                style={{ width: total === null ? (isWaiting ? 0 : "100%") : `${(100 * rows.length) / Math.max(total, 1)}%` }}
              />
            </div>
            <span className="text-xs text-muted tabular-nums">{total !== null && words.progress(numberName(rows.length), numberName(total))}</span>
          </div>
        )}
        {problem !== null && <Alert>{isDry ? problem : words.failed(problem)}</Alert>}
        <div className="flex flex-wrap items-center gap-3">
          {state === "running" && <Button onClick={onStop}>{words.stop}</Button>}
          {isWaiting && (
            <Button look="primary" onClick={onGoOn}>
              {words.goOn}
            </Button>
          )}
          {state === "done" && isDry && ready > 0 && (
            <>
              <Button look="primary" onClick={onStart}>
                {words.start(numberName(ready))}
              </Button>
              <span className="text-muted">{words.startHint}</span>
            </>
          )}
          {state === "done" && isDry && ready === 0 && <span className="text-muted">{words.nothingToImport}</span>}
          {state === "done" && !isDry && (
            <>
              <Button look="primary" asChild>
                <Link to="/">{words.toSchedule}</Link>
              </Button>
              <Button onClick={onAgain}>{words.again}</Button>
            </>
          )}
        </div>
      </div>
    </Card>
  );
}
