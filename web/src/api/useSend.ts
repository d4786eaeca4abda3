import { useEffect, useRef, useState } from "react";
import { toast } from "../ui/Toasts";
import { words } from "../words/common";
import { ApiError, ask } from "./ask";
import { session } from "./endpoint";
import type { TypedDocumentString } from "./operations";
import { isRefusal, type Refusal } from "./refusal";

/** Why nothing came of what was sent, for people. */
export interface Problem {
  readonly message: string;
  /** One of the documented error codes, where the API has refused it. */
  readonly code: string | null;
  /** Which part of the input it is about, `["input", "endTime"]`; empty: the whole. */
  readonly path: readonly string[];
}

type Saved<Result> = Exclude<Result, Refusal>;
/** A thing with its version, where a mutation's `StaleVersion` selects it as `current`. */
type Newer<Result> = Result extends { readonly __typename: "StaleVersion"; readonly current: infer Current } ? Extract<Current, { readonly version: number }> : never;

export interface Sending<Data, Variables> {
  readonly busy: boolean;
  /** What the last attempt came to; null: it went through, or there was none. */
  readonly problem: Problem | null;
  /** The refusal as the API gave it, with whatever it tells besides. */
  readonly refusal: Extract<Data[keyof Data], Refusal> | null;
  /** What somebody else has made of it meanwhile, where that is the problem. */
  readonly newer: Newer<Data[keyof Data]> | null;
  /** Answers what was saved, or null where it was not. */
  readonly send: (variables: Variables) => Promise<Saved<Data[keyof Data]> | null>;
  /** Forgets the last attempt. */
  readonly forget: () => void;
}

/**
 * Sends a mutation of one root field, and keeps why it came to nothing. Whoever has closed the form by then is told in
 * passing.
 */
export function useSend<Data extends object, Variables>(document: TypedDocumentString<Data, Variables>): Sending<Data, Variables> {
  type Result = Data[keyof Data];
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [refusal, setRefusal] = useState<Extract<Result, Refusal> | null>(null);
  const isOpen = useRef(false);
  useEffect(() => {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
    };
  }, []);

  function forget(): void {
    setProblem(null);
    setRefusal(null);
  }

  async function send(variables: Variables): Promise<Saved<Result> | null> {
    const { identity } = session.state();
    const fail = (cause: Problem): null => {
      setProblem(cause);
      // It is nothing to whoever has signed in meanwhile.
      if (!isOpen.current && session.state().identity === identity) toast({ title: words.failed, detail: cause.message, look: "danger" });
      return null;
    };
    setBusy(true);
    forget();
    try {
      const [result] = Object.values(await ask(document, variables)) as (Result & { readonly __typename: string })[];
      if (result === undefined) return fail({ message: words.failed, code: null, path: [] });
      if (!isRefusal(result)) return result as Saved<Result>;
      setRefusal(result as unknown as Extract<Result, Refusal>);
      return fail(result);
    } catch (cause) {
      return fail({ message: explain(cause), code: cause instanceof ApiError ? cause.code : null, path: [] });
    } finally {
      setBusy(false);
    }
  }

  return { busy, problem, refusal, newer: newerOf(refusal), send, forget };
}

function newerOf<Result>(refusal: Result | null): Newer<Result> | null {
  const { current } = (refusal ?? {}) as { readonly current?: object };
  return current !== undefined && "version" in current ? (current as Newer<Result>) : null;
}

/** In words, why a request failed as a whole. */
export function explain(cause: unknown): string {
  if (cause instanceof ApiError) return cause.message;
  return cause instanceof TypeError ? words.unreachable : String(cause);
}
