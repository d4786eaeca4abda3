import { type FormEvent, useState } from "react";
import { type ConfirmedBookings, type ProjectFactsFragment, ProjectUpdateDocument } from "../../api/operations";
import { outdate } from "../../api/outdate";
import { useSend } from "../../api/useSend";
import { useMay } from "../../app/viewer";
import { Button } from "../../ui/Button";
import { Dialog, DialogActions } from "../../ui/Dialog";
import { Overtaken, Problem } from "../../ui/Problem";
import { toast } from "../../ui/Toasts";
import { words as common } from "../../words/common";
import { words } from "../../words/projects";
import { BookingsAhead } from "./BookingsAhead";
import { draftOf, ENDED, inputOf, RUNNING } from "./draft";
import { PLACED, ProjectFields } from "./ProjectFields";

/** Changes a project. Where it ends with confirmed bookings ahead, asks what is to become of them. */
export function EditProject({ project, onClose }: { project: ProjectFactsFragment; onClose: () => void }) {
  const { busy, problem, refusal, send, forget } = useSend(ProjectUpdateDocument);
  const mayRates = useMay("rates:read");
  const [base, setBase] = useState(project);
  const [draft, setDraft] = useState(() => draftOf(project));
  const [confirmed, setConfirmed] = useState<ConfirmedBookings | null>(null);
  const current = refusal?.__typename === "StaleVersion" && "version" in refusal.current ? refusal.current : null;
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
        {current !== null && (
          <Overtaken
            busy={busy}
            onLoad={() => {
              setBase(current);
              setDraft(draftOf(current));
              forget();
            }}
            onInsist={() => {
              setBase(current);
              void save(current.version);
            }}
          />
        )}
        {ahead !== null && <BookingsAhead ahead={ahead} chosen={confirmed} onChoose={setConfirmed} />}
        {current === null && ahead === null && <Problem problem={problem} placed={PLACED} />}
        <DialogActions>
          <Button look="quiet" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" look="primary" disabled={busy}>
            {common.save}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
