import { useState } from "react";
import { useMay, useViewer } from "../../app/viewer";
import { Alert } from "../../ui/Alert";
import { Button } from "../../ui/Button";
import { Checkbox } from "../../ui/Field";
import { Card } from "../../ui/Page";
import { ZoneSelect } from "../../ui/ZoneSelect";
import { words } from "../../words/import";
import { Additions } from "./Additions";
import { ColumnsHelp } from "./ColumnsHelp";
import { FileDrop } from "./FileDrop";
import { Leaving } from "./Leaving";
import { countsOf } from "./progress";
import { ProgressCard } from "./ProgressCard";
import { Report } from "./Report";
import { readSchedule, type ScheduleFile } from "./scheduleFile";
import { useImport } from "./useImport";

/** A file, how it is to be read, what would become of it, and then what has. */
export function Importer() {
  const { tenant } = useViewer();
  const [addsArtists, addsProjects] = [useMay("artists:write"), useMay("projects:write")];
  const mayAdd = addsArtists && addsProjects;
  const [schedule, setSchedule] = useState<ScheduleFile | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [timeZone, setTimeZone] = useState(tenant.timeZone);
  const [createMissing, setCreateMissing] = useState(false);
  const { progress, preview, start, goOn, stop, reset } = useImport();
  const options = { timeZone, createMissing };
  const isRunning = progress?.state === "running";
  const isBooking = isRunning && !progress.isDry;

  async function take(file: File) {
    reset();
    setFault(null);
    try {
      setSchedule(await readSchedule(file));
    } catch (cause) {
      setSchedule(null);
      setFault(cause instanceof Error && !(cause instanceof DOMException) ? cause.message : words.unreadable);
    }
  }

  function change(set: () => void) {
    set();
    // What was foretold was foretold for other options.
    reset();
  }

  return (
    <div className="space-y-6">
      <FileDrop schedule={schedule} isBusy={isBooking} onFile={(file) => void take(file)} />
      <Alert>{fault}</Alert>
      {schedule ? (
        <Card>
          <div className="flex flex-wrap items-end gap-x-6 gap-y-4 p-4">
            <ZoneSelect
              className="w-72 max-sm:w-full"
              label={words.zone}
              hint={words.zoneHint}
              value={timeZone}
              onChange={(zone) => change(() => setTimeZone(zone))}
            />
            {mayAdd && (
              <Checkbox
                className="flex-1 self-center"
                label={
                  <span>
                    {words.missing}
                    <span className="block text-xs text-muted">{words.missingHint}</span>
                  </span>
                }
                checked={createMissing}
                disabled={isRunning}
                onChange={({ target }) => change(() => setCreateMissing(target.checked))}
              />
            )}
            <Button look={progress === null ? "primary" : "plain"} disabled={isRunning} onClick={() => preview(schedule.file, options)}>
              {progress === null ? words.preview : words.previewAgain}
            </Button>
          </div>
        </Card>
      ) : (
        <ColumnsHelp />
      )}
      {schedule && progress && (
        <>
          <Additions rows={progress.rows} isDry={progress.isDry} />
          <ProgressCard
            progress={progress}
            onStop={stop}
            onGoOn={() => goOn(schedule.file, options)}
            onStart={() => start(schedule.file, options)}
            onAgain={() => {
              reset();
              setSchedule(null);
            }}
          />
          {progress.rows.length > 0 && <Report progress={progress} wanted={schedule.rows} counts={countsOf(progress.rows)} />}
        </>
      )}
      <Leaving when={isBooking} />
    </div>
  );
}
