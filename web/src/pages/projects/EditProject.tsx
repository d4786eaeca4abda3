import { type FormEvent, useState } from "react";
import { type ConfirmedBookings, type ProjectFactsFragment, ProjectUpdateDocument } from "../../api/operations";
import { outdate } from "../../api/outdate";
import { useSend } from "../../api/useSend";
import { useMay } from "../../app/viewer";
import { Dialog, SaveOrCancel } from "../../ui/Dialog";
import { ProblemOrOvertaken } from "../../ui/Problem";
import { toast } from "../../ui/Toasts";
import { words } from "../../words/projects";
import { BookingsAhead } from "./BookingsAhead";
import { draftOf, ENDED, inputOf, RUNNING } from "./draft";
import { PLACED, ProjectFields } from "./ProjectFields";

/** Changes a project. Where it ends with confirmed bookings ahead, asks what is to become of them. */
export function EditProject({ project, onClose }: { project: ProjectFactsFragment; onClose: () => void }) {
  const sending = useSend(ProjectUpdateDocument);
  const { busy, problem, refusal, send, forget } = sending;
  const mayRates = useMay("rates:read");
  const [base, setBase] = useState(project);
  const [draft, setDraft] = useState(() => draftOf(project));
  const [confirmed, setConfirmed] = useState<ConfirmedBookings | null>(null);
  const ahead = refusal?.__typename === "BookingsAhead" ? refusal : null;

  async function save(expectedVersion: number): Promise<void> {
    const input = { id: project.id, expectedVersion, ...inputOf(draft, mayRates), ...(confirmed && { confirmedBookings: confirmed }) };
    const saved = await send({ input });
    if (saved === null) return;
    outdate("PROJECT", "BOOKING");
    toast({ title: words.saved(saved.project.name), look: "success" });
    onClose();
  }

  return (
    <Dialog open onClose={onClose} title={words.editTitle(project.name)} shape="side">
      <form
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void save(base.version);
        }}
        className="space-y-3"
      >
        <ProjectFields
          draft={draft}
          onChange={(changed) => {
            setDraft(changed);
            // What was said of the bookings was said of that end of the project.
            if (changed.status !== draft.status) {
              setConfirmed(null);
              forget();
            }
          }}
          problem={problem}
          statuses={[...RUNNING, ...ENDED]}
          before={base.status}
        />
        {ahead !== null ? (
          <BookingsAhead ahead={ahead} chosen={confirmed} onChoose={setConfirmed} />
        ) : (
          <ProblemOrOvertaken
            sending={sending}
            placed={PLACED}
            onLoad={(newer) => {
              setBase(newer);
              setDraft(draftOf(newer));
            }}
            onInsist={(newer) => {
              setBase(newer);
              void save(newer.version);
            }}
          />
        )}
        <SaveOrCancel onCancel={onClose} disabled={busy} />
      </form>
    </Dialog>
  );
}
