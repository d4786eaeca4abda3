import { useCallback, useState } from "react";
import { words } from "../words/common";
import { ApiError, ask } from "./ask";
import type { TypedDocumentString } from "./operations";
import { isRefusal, type Refusal } from "./refusal";

/** Why a change was not made, for people; `code` and `path` are there where the API refused it. */
export interface Problem {
  readonly message: string;
  readonly code: string | null;
  readonly path: readonly string[];
}

type Results = Record<string, { readonly __typename: string }>;

export interface Change<Data extends Results, Variables> {
  readonly busy: boolean;
  readonly problem: Problem | null;
  /** Forgets the problem, as when a form is opened anew. */
  readonly clear: () => void;
  /** Answers what was done, or null where nothing was; then `problem` says why. */
  readonly send: (variables: Variables) => Promise<Exclude<Data[keyof Data], Refusal> | null>;
}

/** Sends a mutation of one root field. */
export function useChange<Data extends Results, Variables>(document: TypedDocumentString<Data, Variables>): Change<Data, Variables> {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = useCallback(
    async (variables: Variables) => {
      setBusy(true);
      setProblem(null);
      try {
        const [result] = Object.values(await ask(document, variables)) as Data[keyof Data][];
        if (result === undefined) throw new ApiError(words.failed, null);
        if (!isRefusal(result)) return result as Exclude<Data[keyof Data], Refusal>;
        const { code, message, path } = result as unknown as Refusal;
        setProblem({ code, message, path });
      } catch (cause) {
        if (cause instanceof ApiError) setProblem({ code: cause.code, message: cause.message, path: [] });
        else if (cause instanceof TypeError) setProblem({ code: null, message: words.unreachable, path: [] });
        else throw cause;
      } finally {
        setBusy(false);
      }
      return null;
    },
    [document],
  );
  const clear = useCallback(() => setProblem(null), []);
  return { busy, problem, clear, send };
}

/** What is wrong with one field of the form, if that is the problem. */
export function problemAt(problem: Problem | null, field: string): string | null {
  return problem !== null && problem.path.includes(field) ? problem.message : null;
}

/** The problem where it concerns none of these fields, each of which shows its own. */
export function problemBeside(problem: Problem | null, fields: readonly string[]): string | null {
  return problem === null || fields.some((field) => problem.path.includes(field)) ? null : problem.message;
}
