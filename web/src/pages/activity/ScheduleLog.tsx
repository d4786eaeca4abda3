import { ArrowUp } from "lucide-react";
import { Temporal } from "temporal-polyfill";
import { useEffect, useMemo, useState } from "react";
import { dayOf, ownZone } from "../../time/formats";
import { useNow } from "../../time/useNow";
import { Alert } from "../../ui/Alert";
import { Button } from "../../ui/Button";
import { Card, Empty } from "../../ui/Page";
import { words as common } from "../../words/common";
import { words } from "../../words/activity";
import { DeedLine } from "./DeedLine";
import { byDay, type Deed, deedsOf } from "./entry";
import { Filters } from "./Filters";
import { passes } from "./filter";
import { useActivitySearch } from "./search";
import { dayHeading } from "./telling";
import { type ActivityLog, useActivityLog } from "./useActivityLog";
import { useTop } from "./useTop";

/** So many events are looked through before the person is asked whether to look further back. */
const STRIDE = 500;
/** With fewer lines than these on show, more are looked for: a filter lets little through, an import is one line. */
const ENOUGH = 15;

/** The event log, day by day. */
export function ScheduleLog() {
  const log = useActivityLog();
  const { isAtTop, toTop } = useTop();
  const [{ kind, person }] = useActivitySearch();
  const newest = log.entries[0]?.revision ?? 0;
  const [shownUpTo, setShownUpTo] = useState(0);
  // Whoever reads further down is not pushed away by what comes in above.
  useEffect(() => {
    if (isAtTop) setShownUpTo(newest);
  }, [isAtTop, newest]);
  const matching = useMemo(() => log.entries.filter((entry) => passes(entry, { kind, person })), [log.entries, kind, person]);
  const shown = useMemo(() => matching.filter(({ revision }) => shownUpTo === 0 || revision <= shownUpTo), [matching, shownUpTo]);
  const waiting = matching.length - shown.length;
  const deeds = useMemo(() => deedsOf(shown), [shown]);
  const lookFurther = useLookingFurther(log, deeds.length);
  return (
    <>
      <Filters />
      <p role="status" className="sr-only">
        {waiting > 0 && words.news(waiting)}
      </p>
      {waiting > 0 && (
        <div className="sticky top-3 z-20 flex justify-center">
          <Button
            look="primary"
            className="rounded-full shadow-lg"
            onClick={() => {
              setShownUpTo(newest);
              toTop();
            }}
          >
            <ArrowUp aria-hidden />
            {words.news(waiting)}
          </Button>
        </div>
      )}
      {log.error && (
        <Alert>
          {log.error.message}{" "}
          <Button size="small" onClick={log.retry}>
            {common.tryAgain}
          </Button>
        </Alert>
      )}
      {log.isLoading && <div role="status" aria-label={common.loading} className="h-40 animate-pulse rounded-xl bg-sunken" />}
      {!log.isLoading && !log.error && shown.length === 0 && <NothingShown log={log} />}
      <Days deeds={deeds} all={log.entries} />
      {log.hasOlder && (
        <div className="mt-4 flex justify-center">
          <Button disabled={log.isLoadingOlder} onClick={lookFurther}>
            {shown.length === 0 ? words.furtherBack : words.older}
          </Button>
        </div>
      )}
    </>
  );
}

function Days({ deeds: shown, all }: { deeds: readonly Deed[]; all: ActivityLog["entries"] }) {
  const today = Temporal.PlainDate.from(dayOf(useNow(), ownZone));
  const days = useMemo(() => byDay(shown, ownZone), [shown]);
  return (
    <div className="space-y-4">
      {days.map(({ day, deeds }) => (
        <Card key={day} title={dayHeading(day, today.toString(), today.subtract({ days: 1 }).toString())}>
          <ul className="divide-y divide-line">
            {deeds.map((deed) => (
              <DeedLine key={deed.entries.at(-1)?.revision} deed={deed} all={all} />
            ))}
          </ul>
        </Card>
      ))}
    </div>
  );
}

function NothingShown({ log }: { log: ActivityLog }) {
  return log.entries.length === 0 ? (
    <Empty title={words.none}>{words.noneHint}</Empty>
  ) : (
    <Empty title={words.noMatch(log.entries.length)} />
  );
}

/** Reads on by itself while there is little to show; answers the function that lets it go on after a stride. */
function useLookingFurther(log: ActivityLog, lines: number): () => void {
  const [limit, setLimit] = useState(STRIDE);
  const { hasOlder, isLoadingOlder, error, loadOlder } = log;
  const goesOn = lines < ENOUGH && log.entries.length < limit;
  useEffect(() => {
    if (goesOn && hasOlder && !isLoadingOlder && error === null) loadOlder();
  }, [goesOn, hasOlder, isLoadingOlder, error, loadOlder]);
  return () => {
    setLimit(log.entries.length + STRIDE);
    loadOlder();
  };
}
