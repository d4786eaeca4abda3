import { Link } from "@tanstack/react-router";
import { CalendarPlus, Film, UserPlus } from "lucide-react";
import { session } from "../api/endpoint";
import { useMay, useViewer } from "../app/viewer";
import { Button } from "../ui/Button";
import { Empty } from "../ui/Page";
import { words } from "../words/board";
import { useProjects } from "./useArtists";

/** Instead of the board while nobody can be booked: what to do first. */
export function FirstRun() {
  const { tenant } = useViewer();
  const mayAdd = useMay("artists:write");
  const { data: projects = [] } = useProjects(mayAdd);
  const title = words.first.title(tenant.name);
  if (!mayAdd) {
    return (
      <Empty title={title}>
        <p>{words.first.viewer}</p>
      </Empty>
    );
  }
  const hasProject = projects.length > 0;
  const steps = [
    { icon: UserPlus, name: words.first.artist, hint: words.first.artistHint, link: <Link to="/artists">{words.first.addArtist}</Link>, done: false },
    { icon: Film, name: words.first.project, hint: words.first.projectHint, link: <Link to="/projects">{words.first.addProject}</Link>, done: hasProject },
    { icon: CalendarPlus, name: words.first.book, hint: words.first.bookHint, link: null, done: false },
  ];
  return (
    <div className="mx-auto max-w-2xl px-4 py-12">
      <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
      <p className="mt-1 text-muted">{words.first.intro}</p>
      <ol className="mt-6 space-y-3">
        {steps.map(({ icon: Icon, name, hint, link, done }, index) => (
          <li key={name} className="flex flex-wrap items-center gap-x-4 gap-y-3 rounded-xl border border-line bg-surface p-4 shadow-xs">
            <span aria-hidden className="flex size-10 items-center justify-center rounded-full bg-accent-soft text-accent">
              <Icon className="size-5" />
            </span>
            <div className="min-w-48 flex-1">
              <h2 className="font-medium">
                {index + 1}. {name}
              </h2>
              <p className="text-muted">{hint}</p>
            </div>
            {done ? (
              <span className="text-sm font-medium text-success">{words.first.done}</span>
            ) : (
              link !== null && (
                <Button asChild look={index === 0 ? "primary" : "plain"} className="min-h-11">
                  {link}
                </Button>
              )
            )}
          </li>
        ))}
      </ol>
      <p className="mt-6 flex flex-wrap gap-x-6 gap-y-2">
        <Link to="/import" className="text-accent underline underline-offset-2">
          {words.first.import}
        </Link>
        {session.state().identity?.kind === "demo" && (
          <button type="button" className="text-accent underline underline-offset-2" onClick={() => session.become(null)}>
            {words.first.demo}
          </button>
        )}
      </p>
    </div>
  );
}
