import { Alert } from "../../../ui/Alert";
import { TextArea } from "../../../ui/Field";
import { words } from "../../../words/hands";
import type { Sending } from "./useSending";

/** What is against what a form wants to do, and a way past it where there is one. */
export function Problem({ problem, override, onOverride }: Pick<Sending, "problem" | "override"> & { onOverride: (reason: string) => void }) {
  return (
    <>
      {problem !== null && (
        <Alert>
          <p className="font-medium">{problem.title}</p>
          {problem.detail !== "" && <p className="text-ink">{problem.detail}</p>}
        </Alert>
      )}
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
