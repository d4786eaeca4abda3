import { Link, useParams } from "@tanstack/react-router";
import { Pencil } from "lucide-react";
import { useState } from "react";
import { ProjectProfileDocument, type ProjectProfileQuery } from "../../api/operations";
import { useAsk } from "../../api/queries";
import { useMay, useViewer } from "../../app/viewer";
import { amountText, plainAmount } from "../../ui/amounts";
import { Answer } from "../../ui/Answer";
import { Button } from "../../ui/Button";
import { Facts } from "../../ui/Facts";
import { Card, Empty, Page } from "../../ui/Page";
import { words } from "../../words/projects";
import { datesText } from "./dates";
import { hasEnded } from "./draft";
import { EditProject } from "./EditProject";
import { PhaseLine } from "./PhaseLine";
import { ProjectBadge } from "./ProjectBadge";
import { ProjectBookings } from "./ProjectBookings";

/** One project: its facts, its phases on a line and what is booked for it. */
export function ProjectPage() {
  const { projectId = "" } = useParams({ strict: false });
  const query = useAsk(ProjectProfileDocument, { id: projectId }, { kinds: ["PROJECT", "PHASE"] });
  return <Answer query={query}>{({ project }) => (project === null ? <Missing /> : <Found key={project.id} project={project} />)}</Answer>;
}

function Found({ project }: { project: NonNullable<ProjectProfileQuery["project"]> }) {
  const { tenant } = useViewer();
  const mayWrite = useMay("projects:write");
  const [edits, setEdits] = useState(false);
  const edit = mayWrite && (
    <Button size="small" onClick={() => setEdits(true)} className="max-md:min-h-11">
      <Pencil aria-hidden />
      {words.edit}
    </Button>
  );
  return (
    <Page title={project.name} intro={project.client}>
      {hasEnded(project.status) && (
        <p role="status" className="mb-4 rounded-lg bg-warning-soft px-4 py-2.5 text-warning">
          {words.ended}
        </p>
      )}
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0 lg:order-2">
          <Card title={words.facts} actions={edit}>
            <ProjectFactsList project={project} />
          </Card>
        </div>
        <div className="min-w-0">
          <PhaseLine project={project} zone={tenant.timeZone} />
        </div>
      </div>
      <div className="mt-6">
        <ProjectBookings projectId={project.id} />
      </div>
      {edits && <EditProject project={project} onClose={() => setEdits(false)} />}
    </Page>
  );
}

function ProjectFactsList({ project }: { project: NonNullable<ProjectProfileQuery["project"]> }) {
  const seesBudget = useMay("rates:read");
  const { client, status, manager, budget, budgetHours, currency, holdExpiryHours } = project;
  return (
    <Facts
      none={words.notSet}
      facts={[
        { name: words.statusLabel, value: <ProjectBadge status={status} /> },
        { name: words.client, value: client },
        { name: words.dates, value: datesText(project) },
        { name: words.manager, value: manager?.name, none: words.nobody },
        seesBudget && { name: words.budget, value: budget === null ? null : amountText(budget, currency) },
        seesBudget && { name: words.budgetHours, value: budgetHours === null ? null : words.hours(plainAmount(budgetHours)) },
        { name: words.expiryLabel, value: expiryText(holdExpiryHours) },
      ]}
    />
  );
}

function expiryText(hours: number | null): string {
  if (hours === null) return words.expiryStudio;
  return hours === 0 ? words.expiryNever : words.expiryAfter(hours);
}

function Missing() {
  return (
    <Page title={words.title}>
      <Empty title={words.notFound}>
        <Button asChild className="mt-3">
          <Link to="/projects">{words.toProjects}</Link>
        </Button>
      </Empty>
    </Page>
  );
}
