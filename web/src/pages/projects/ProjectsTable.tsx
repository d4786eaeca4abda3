import { Link } from "@tanstack/react-router";
import type { ProjectFactsFragment } from "../../api/operations";
import { useMay } from "../../app/viewer";
import { amountText } from "../../ui/amounts";
import { classes } from "../../ui/classes";
import { hueOf } from "../../ui/hues";
import { words } from "../../words/projects";
import { datesText } from "./dates";
import { ProjectBadge } from "./ProjectBadge";

const HEADING = "border-b border-line px-3 py-2 text-left text-xs font-medium text-muted";
const CELL = "border-b border-line px-3 py-2.5 align-middle [tr:last-child>&]:border-b-0";

/** Projects as a table; on a phone the dates move below the name, and what is less needed is left out. */
export function ProjectsTable({ projects }: { projects: readonly ProjectFactsFragment[] }) {
  const seesBudget = useMay("rates:read");
  const { columns } = words;
  return (
    <table aria-label={words.title} className="w-full border-separate border-spacing-0">
      <thead>
        <tr>
          <th scope="col" className={HEADING}>{columns.name}</th>
          <th scope="col" className={HEADING}>{columns.status}</th>
          <th scope="col" className={classes(HEADING, "max-md:hidden")}>{columns.dates}</th>
          <th scope="col" className={classes(HEADING, "max-md:hidden")}>{columns.manager}</th>
          {seesBudget && <th scope="col" className={classes(HEADING, "text-right max-lg:hidden")}>{columns.budget}</th>}
        </tr>
      </thead>
      <tbody>
        {projects.map((project) => (
          <tr key={project.id} className="relative hover:bg-sunken">
            <th scope="row" className={classes(CELL, "text-left font-normal")}>
              <span className="flex items-center gap-2.5">
                <span aria-hidden className="h-9 w-1 shrink-0 rounded-full" style={hueOf(project.id, "solid")} />
                <span className="min-w-0">
                  <Link
                    to="/projects/$projectId"
                    params={{ projectId: project.id }}
                    className="font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-md focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-ring"
                  >
                    {project.name}
                  </Link>
                  <span className="block text-xs text-muted">{project.client}</span>
                  <span className="block text-xs text-muted md:hidden">{datesText(project)}</span>
                </span>
              </span>
            </th>
            <td className={CELL}>
              <ProjectBadge status={project.status} />
            </td>
            <td className={classes(CELL, "tabular-nums max-md:hidden")}>{datesText(project)}</td>
            <td className={classes(CELL, "max-md:hidden")}>{project.manager?.name}</td>
            {seesBudget && (
              <td className={classes(CELL, "text-right tabular-nums max-lg:hidden")}>{project.budget !== null && amountText(project.budget, project.currency)}</td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
