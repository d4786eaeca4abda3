import { ArrowDown, ArrowUp, Pencil } from "lucide-react";
import { useState } from "react";
import type { ProjectPhaseFragment, ProjectProfileQuery } from "../../api/operations";
import { useMay } from "../../app/viewer";
import { formatter } from "../../time/formats";
import { AddButton } from "../../ui/AddButton";
import { Button } from "../../ui/Button";
import { classes } from "../../ui/classes";
import { hueOf } from "../../ui/hues";
import { Card, Empty } from "../../ui/Page";
import { words } from "../../words/projects";
import { today as todayIn } from "../bookings/days";
import { datesText } from "./dates";
import { PhaseDialog } from "./PhaseDialog";
import { monthsOf, type Place, placeOf, spanOf } from "./timeline";
import { usePhaseOrder } from "./usePhaseOrder";

const monthName = formatter("UTC", { month: "short", year: "2-digit" });

/** A project's phases in their order, each with its stretch of time on a common line. */
export function PhaseLine({ project, zone }: { project: NonNullable<ProjectProfileQuery["project"]>; zone: string }) {
  const { id, phases } = project;
  const mayWrite = useMay("projects:write");
  const { busy, move } = usePhaseOrder(phases);
  const [edited, setEdited] = useState<ProjectPhaseFragment | "new" | null>(null);
  const span = spanOf([project, ...phases]);
  const today = todayIn(zone);
  const now = span && placeOf({ startDate: today, endDate: today }, span);
  const isNowShown = span !== null && today >= span.first && today <= span.last;
  const add = mayWrite && (
    <AddButton size="small" onClick={() => setEdited("new")}>
      {words.addPhase}
    </AddButton>
  );
  return (
    <Card title={words.phases} actions={phases.length > 0 && add}>
      {phases.length === 0 ? (
        <Empty title={words.noPhases}>
          {mayWrite && (
            <>
              <p>{words.noPhasesHint}</p>
              <div className="mt-3">{add}</div>
            </>
          )}
        </Empty>
      ) : (
        <div className="px-4 py-3">
          {span && (
            <div aria-hidden className="relative mb-1 h-5 text-xs text-muted md:ml-80">
              {monthsOf(span).map(({ month, left }) => (
                <span key={month} className="absolute border-l border-line pl-1 whitespace-nowrap" style={{ left: `${left}%` }}>
                  {left < 93 && monthName.format(new Date(month))}
                </span>
              ))}
            </div>
          )}
          <ol className="space-y-1">
            {phases.map((phase, index) => (
              <li key={phase.id} className="flex items-center gap-3 max-md:flex-wrap max-md:gap-y-1">
                <div className="flex min-w-0 items-center gap-1 max-md:w-full md:w-77">
                  <div className="min-w-0 flex-1 py-1">
                    <p className="truncate font-medium">{phase.name}</p>
                    <p className="truncate text-xs text-muted">{datesText(phase) ?? words.undated}</p>
                  </div>
                  {mayWrite && (
                    <div className="flex shrink-0 print:hidden max-md:[&_button]:size-11">
                      <Button look="quiet" size="small" aria-label={words.up(phase.name)} disabled={busy || index === 0} onClick={() => void move(index, index - 1)}>
                        <ArrowUp />
                      </Button>
                      <Button
                        look="quiet"
                        size="small"
                        aria-label={words.down(phase.name)}
                        disabled={busy || index === phases.length - 1}
                        onClick={() => void move(index, index + 1)}
                      >
                        <ArrowDown />
                      </Button>
                      <Button look="quiet" size="small" aria-label={words.editPhase(phase.name)} onClick={() => setEdited(phase)}>
                        <Pencil />
                      </Button>
                    </div>
                  )}
                </div>
                <Track place={span && placeOf(phase, span)} now={isNowShown ? now : null} colour={phase.id} />
              </li>
            ))}
          </ol>
        </div>
      )}
      {edited !== null && <PhaseDialog projectId={id} phase={edited === "new" ? null : edited} onClose={() => setEdited(null)} />}
    </Card>
  );
}

/** A phase's stretch of the line: what its dates say already, so only for the eye. */
function Track({ place, now, colour }: { place: Place | null; now: Place | null; colour: string }) {
  return (
    <div aria-hidden className={classes("relative h-6 min-w-0 flex-1 rounded-md bg-sunken max-md:basis-full", place === null && "bg-transparent ring-1 ring-line ring-inset")}>
      {place !== null && (
        <div className="absolute inset-y-0 min-w-1 rounded-md" style={{ left: `${place.left}%`, width: `${place.width}%`, ...hueOf(colour, "solid") }} />
      )}
      {now !== null && <div title={words.today} className="absolute -inset-y-0.5 w-0.5 bg-danger" style={{ left: `${now.left + now.width / 2}%` }} />}
    </div>
  );
}
