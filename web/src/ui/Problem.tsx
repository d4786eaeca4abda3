import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import type { Problem as Cause, Sending } from "../api/useSend";
import { words } from "../words/problem";
import { Alert } from "./Alert";
import { Button } from "./Button";

/** What is wrong with what is in a form's field, for its `error`. */
export function errorAt(problem: Cause | null, field: string): string | null {
  return problem !== null && problem.path.includes(field) ? problem.message : null;
}

export interface ProblemProps {
  readonly problem: Cause | null;
  /** The fields that say themselves what is wrong with them. */
  readonly placed?: readonly string[];
  /** What else there is to say of it. */
  readonly children?: ReactNode;
}

/** Why a form was not saved, unless that is said at one of its fields. */
export function Problem({ problem, placed = [], children }: ProblemProps) {
  const ref = useBroughtIntoView<HTMLDivElement>(problem);
  if (problem === null || placed.some((field) => errorAt(problem, field) !== null)) return null;
  return (
    <Alert ref={ref}>
      {problem.message}
      {children}
    </Alert>
  );
}

export interface OvertakenProps<Newer> {
  readonly sending: Pick<Sending<never, never>, "busy" | "problem" | "forget"> & { readonly newer: Newer | null };
  readonly placed?: readonly string[];
  /** Goes on with what somebody else has made of it. */
  readonly onLoad: (newer: Newer) => void;
  /** Sends what was typed once more, over the newer one. */
  readonly onInsist: (newer: Newer) => void;
}

/** The `Problem` of a form that was perhaps overtaken: where somebody else was faster, the person decides. */
export function ProblemOrOvertaken<Newer>({ sending: { busy, problem, newer, forget }, placed, onLoad, onInsist }: OvertakenProps<Newer>) {
  const ref = useBroughtIntoView<HTMLDivElement>(newer);
  if (newer === null) return <Problem problem={problem} {...(placed && { placed })} />;
  return (
    <div ref={ref} role="alert" className="rounded-lg bg-warning-soft p-3">
      <p className="font-medium text-warning">{words.overtaken}</p>
      <p className="mt-0.5">{words.overtakenHint}</p>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button
          size="small"
          onClick={() => {
            forget();
            onLoad(newer);
          }}
        >
          {words.load}
        </Button>
        <Button size="small" onClick={() => onInsist(newer)} disabled={busy}>
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
