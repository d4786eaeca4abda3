import { CircleAlert } from "lucide-react";
import { TextArea } from "../../../ui/Field";
import { words } from "../../../words/hands";
import type { Sending } from "./useSending";

/** What is against what a form wants to do, and a way past it where there is one. */
export function Problem({ problem, override, onOverride }: Pick<Sending, "problem" | "override"> & { onOverride: (reason: string) => void }) {
  return (
    <>
      <div role="alert">
        {problem !== null && (
          <div className="mt-4 flex gap-2 rounded-md border border-danger bg-danger-soft p-3 text-sm">
            <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
            <div className="min-w-0">
              <p className="font-medium text-danger">{problem.title}</p>
              {problem.detail !== "" && <p>{problem.detail}</p>}
            </div>
          </div>
        )}
      </div>
      {override !== null && (
        <TextArea
          className="mt-3"
          label={words.override.title}
          hint={words.override.hint}
          value={override}
          onChange={(event) => onOverride(event.target.value)}
          data-testid="override-reason"
        />
      )}
    </>
  );
}
