import { Link } from "@tanstack/react-router";
import { Check, X } from "lucide-react";
import { useEffect, useState } from "react";
import { BoardFirstStepsDocument } from "../api/operations";
import { useAsk } from "../api/queries";
import { useMay, useViewer } from "../app/viewer";
import { Button } from "../ui/Button";
import { words } from "../words/board";

/** Above the board of a studio that has artists: what is left of the way to the first booking, until it is gone or not wanted. */
export function NextSteps() {
  const { tenant } = useViewer();
  const key = `production-tool.first-steps.${tenant.id}`;
  const [isOver, setOver] = useState(() => localStorage.getItem(key) !== null);
  const guides = useMay("artists:write") && !isOver;
  const { data } = useAsk(BoardFirstStepsDocument, {}, { kinds: ["PROJECT", "BOOKING"], enabled: guides });
  const hasProject = data !== undefined && data.projects.nodes.length > 0;
  const hasBooking = data !== undefined && data.bookings.nodes.length > 0;
  // Remembered, so that a studio at work is not asked each time whether it has begun.
  useEffect(() => {
    if (hasProject && hasBooking) localStorage.setItem(key, "done");
  }, [hasProject, hasBooking, key]);
  if (!guides || data === undefined || (hasProject && hasBooking)) return null;

  function dismiss() {
    localStorage.setItem(key, "dismissed");
    setOver(true);
  }

  const steps = [
    { name: words.first.artist, done: true },
    { name: words.first.project, done: hasProject, link: <Link to="/projects">{words.first.addProject}</Link> },
    { name: words.first.book, done: hasBooking, hint: words.first.draw },
  ];
  return (
    <section aria-label={words.first.steps} className="flex items-start gap-2 border-b border-line bg-accent-soft px-3 py-1.5 print:hidden">
      <ol className="flex flex-1 flex-wrap items-center gap-x-6 gap-y-1">
        {steps.map(({ name, done, link, hint }, index) => (
          <li key={name} className="flex min-h-7 flex-wrap items-center gap-x-2">
            {done && <Check aria-hidden className="size-4 text-success" />}
            <span className={done ? "text-muted" : "font-medium"}>
              {index + 1}. {name}
            </span>
            {done && <span className="sr-only">{words.first.done}</span>}
            {!done && link && (
              <Button asChild size="small">
                {link}
              </Button>
            )}
            {!done && hint && <span className="text-muted">{hint}</span>}
          </li>
        ))}
      </ol>
      <Button look="quiet" size="small" aria-label={words.first.dismiss} title={words.first.dismiss} onClick={dismiss}>
        <X aria-hidden />
      </Button>
    </section>
  );
}
