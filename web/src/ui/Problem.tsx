import { type RefObject, useEffect, useRef } from "react";
import type { Problem as Cause } from "../api/useSend";
import { words } from "../words/problem";
import { Button } from "./Button";

/** What is wrong with what is in a form's field, for its `error`. */
export function errorAt(problem: Cause | null, field: string): string | null {
  return problem?.field === field ? problem.message : null;
}

/** Why a form was not saved, unless that is said at one of its fields, the `placed`. */
export function Problem({ problem, placed = [] }: { problem: Cause | null; placed?: readonly string[] }) {
  const ref = useBroughtIntoView<HTMLParagraphElement>(problem);
  if (problem === null || (problem.field !== null && placed.includes(problem.field))) return null;
  return (
    <p ref={ref} role="alert" className="rounded-lg bg-danger-soft p-3 text-danger">
      {problem.message}
    </p>
  );
}

/** Instead of `Problem` where somebody else was faster: what was typed is still there, and the person decides. */
export function Overtaken({ onLoad, onInsist, busy }: { onLoad: () => void; onInsist: () => void; busy: boolean }) {
  const ref = useBroughtIntoView<HTMLDivElement>(true);
  return (
    <div ref={ref} role="alert" className="rounded-lg bg-warning-soft p-3">
      <p className="font-medium text-warning">{words.overtaken}</p>
      <p className="mt-0.5">{words.overtakenHint}</p>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button size="small" onClick={onLoad}>
          {words.load}
        </Button>
        <Button size="small" onClick={onInsist} disabled={busy}>
          {words.insist}
        </Button>
      </div>
    </div>
  );
}

/** Long forms scroll: what appears at their end is to be seen. */
function useBroughtIntoView<Element extends HTMLElement>(news: unknown): RefObject<Element | null> {
  const ref = useRef<Element>(null);
  useEffect(() => {
    ref.current?.scrollIntoView({ block: "nearest" });
  }, [news]);
  return ref;
}
