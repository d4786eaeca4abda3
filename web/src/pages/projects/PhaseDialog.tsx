import { type FormEvent, useState } from "react";
import { ProjectAddPhaseDocument, type ProjectPhaseFragment, ProjectUpdatePhaseDocument } from "../../api/operations";
import { outdate } from "../../api/outdate";
import { useSend } from "../../api/useSend";
import { useMay, useViewer } from "../../app/viewer";
import { Dialog, SaveOrCancel } from "../../ui/Dialog";
import { TextField } from "../../ui/Field";
import { errorAt, ProblemOrOvertaken } from "../../ui/Problem";
import { toast } from "../../ui/Toasts";
import { words } from "../../words/projects";

type Draft = Readonly<Record<"name" | "startDate" | "endDate" | "budget" | "budgetHours", string>>;

function draftOf(phase: ProjectPhaseFragment | null): Draft {
  return {
    name: phase?.name ?? "",
    startDate: phase?.startDate ?? "",
    endDate: phase?.endDate ?? "",
    budget: phase?.budget ?? "",
    budgetHours: phase?.budgetHours ?? "",
  };
}

/** Adds a phase to a project, or changes `phase`. */
export function PhaseDialog({ projectId, phase, onClose }: { projectId: string; phase: ProjectPhaseFragment | null; onClose: () => void }) {
  const { currency } = useViewer().tenant;
  const mayRates = useMay("rates:read");
  const adding = useSend(ProjectAddPhaseDocument);
  const changing = useSend(ProjectUpdatePhaseDocument);
  const { busy, problem } = phase === null ? adding : changing;
  const [version, setVersion] = useState(phase?.version ?? null);
  const [draft, setDraft] = useState(() => draftOf(phase));

  async function save(expectedVersion: number | null): Promise<void> {
    setVersion(expectedVersion);
    const text = (value: string) => value.trim() || null;
    const given = {
      name: draft.name,
      startDate: text(draft.startDate),
      endDate: text(draft.endDate),
      ...(mayRates && { budget: text(draft.budget), budgetHours: text(draft.budgetHours) }),
    };
    const saved =
      phase === null ? await adding.send({ input: { projectId, ...given } }) : await changing.send({ input: { id: phase.id, expectedVersion, ...given } });
    if (saved === null) return;
    outdate("PHASE");
    toast({ title: words.phaseSaved(saved.phase.name), look: "success" });
    onClose();
  }

  const field = (name: keyof Draft) => ({
    value: draft[name],
    onChange: ({ target }: { target: { value: string } }) => setDraft({ ...draft, [name]: target.value }),
    error: errorAt(problem, name),
  });
  return (
    <Dialog open onClose={onClose} title={phase === null ? words.addPhaseTitle : words.editPhase(phase.name)}>
      <form
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void save(version);
        }}
        className="space-y-3"
      >
        <TextField label={words.name} required maxLength={200} {...field("name")} />
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField label={words.start} type="date" {...field("startDate")} />
          <TextField label={words.end} type="date" {...field("endDate")} />
          {mayRates && (
            <>
              <TextField label={words.budgetIn(currency)} inputMode="decimal" pattern="\d{1,12}(\.\d{1,2})?" {...field("budget")} />
              <TextField label={words.budgetHours} inputMode="decimal" pattern="\d{1,8}(\.\d{1,2})?" {...field("budgetHours")} />
            </>
          )}
        </div>
        <ProblemOrOvertaken
          sending={phase === null ? { ...adding, newer: null } : changing}
          placed={Object.keys(draft)}
          onLoad={(newer) => {
            setDraft(draftOf(newer));
            setVersion(newer.version);
          }}
          onInsist={(newer) => void save(newer.version)}
        />
        <SaveOrCancel onCancel={onClose} disabled={busy} />
      </form>
    </Dialog>
  );
}
