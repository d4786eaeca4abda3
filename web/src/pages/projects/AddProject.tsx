import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { ProjectCreateDocument } from "../../api/operations";
import { outdate } from "../../api/outdate";
import { useSend } from "../../api/useSend";
import { useMay, useViewer } from "../../app/viewer";
import { Dialog, SaveOrCancel } from "../../ui/Dialog";
import { Problem } from "../../ui/Problem";
import { toast } from "../../ui/Toasts";
import { words } from "../../words/projects";
import { type Draft, inputOf, NEW, RUNNING } from "./draft";
import { PLACED, ProjectFields } from "./ProjectFields";

/** Begins a project, which whoever adds it runs unless they name somebody else. */
export function AddProject({ onClose }: { onClose: () => void }) {
  const { busy, problem, send } = useSend(ProjectCreateDocument);
  const navigate = useNavigate();
  const mayRates = useMay("rates:read");
  const viewer = useViewer();
  const [draft, setDraft] = useState<Draft>({ ...NEW, managerId: viewer.user.id });

  async function onSubmit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const saved = await send({ input: inputOf(draft, mayRates) });
    if (saved === null) return;
    outdate("PROJECT");
    toast({ title: words.added(saved.project.name), look: "success" });
    onClose();
    await navigate({ to: "/projects/$projectId", params: { projectId: saved.project.id } });
  }

  return (
    <Dialog open onClose={onClose} title={words.addTitle} shape="side">
      <form onSubmit={(event) => void onSubmit(event)} className="space-y-3">
        <ProjectFields draft={draft} onChange={setDraft} problem={problem} statuses={RUNNING} before={null} />
        <Problem problem={problem} placed={PLACED} />
        <SaveOrCancel onCancel={onClose} label={words.add} disabled={busy} />
      </form>
    </Dialog>
  );
}
