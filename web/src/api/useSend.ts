import { useState } from "react";
import { words } from "../words/common";
import { ApiError, ask } from "./ask";
import type { TypedDocumentString } from "./operations";
import { isRefusal, type Refusal } from "./refusal";

/** Why nothing came of what was sent. */
export interface Problem {
  readonly message: string;
  /** The input's field that it is about, such as `endTime`; null: the whole. */
  readonly field: string | null;
}

type Saved<Result> = Exclude<Result, Refusal>;

export interface Sending<Data, Variables> {
  readonly busy: boolean;
  /** What the last attempt came to; null: it went through, or there was none. */
  readonly problem: Problem | null;
  /** The refusal as the API gave it, with whatever it tells besides. */
  readonly refusal: Extract<Data[keyof Data], Refusal> | null;
  /** Answers what was saved, or null where it was not. */
  readonly send: (variables: Variables) => Promise<Saved<Data[keyof Data]> | null>;
  /** Forgets the last attempt. */
  readonly forget: () => void;
}

/** Sends a mutation of one root field, once at a time, and keeps why it came to nothing. */
export function useSend<Data extends object, Variables>(document: TypedDocumentString<Data, Variables>): Sending<Data, Variables> {
  type Result = Data[keyof Data];
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [refusal, setRefusal] = useState<Extract<Result, Refusal> | null>(null);

  async function send(variables: Variables): Promise<Saved<Result> | null> {
    setBusy(true);
    setProblem(null);
    setRefusal(null);
    try {
      const [result] = Object.values(await ask(document, variables)) as (Result & { readonly __typename: string })[];
      if (result === undefined) return null;
      if (!isRefusal(result)) return result as Saved<Result>;
      setRefusal(result as unknown as Extract<Result, Refusal>);
      setProblem({ message: result.message, field: result.path.at(-1) ?? null });
      return null;
    } catch (cause) {
      setProblem({ message: explain(cause), field: null });
      return null;
    } finally {
      setBusy(false);
    }
  }

  return {
    busy,
    problem,
    refusal,
    send,
    forget: () => {
      setProblem(null);
      setRefusal(null);
    },
  };
}

/** In words, why a request failed as a whole. */
export function explain(cause: unknown): string {
  if (cause instanceof ApiError) return cause.message;
  return cause instanceof TypeError ? words.unreachable : String(cause);
}
