import { useEffect, useRef, useState } from "react";
import { attempt, type Change, type Ended } from "../changes/attempt";
import { explain, isOverridable } from "../changes/explain";
import { tellOtherwise } from "../changes/report";
import { type DraftErrors, fieldAt } from "../model/draft";

/** How a form's sending stands. */
export interface Sending {
  readonly isBusy: boolean;
  /** What is wrong with which field. */
  readonly errors: DraftErrors;
  /** What is against it and no field's fault. */
  readonly problem: { readonly title: string; readonly detail: string } | null;
  /** The reason for passing over better holds; null: nothing asks for one. */
  readonly override: string | null;
}

const AT_REST: Sending = { isBusy: false, errors: {}, problem: null, override: null };

/** Sends what a form is for. Refusals are shown in it, with what was typed; where it is closed by then, in a toast. */
export function useSending() {
  const [sending, setSending] = useState<Sending>(AT_REST);
  const isThere = useRef(false);
  useEffect(() => {
    isThere.current = true;
    return () => {
      isThere.current = false;
    };
  }, []);

  const refuse = (errors: DraftErrors) => setSending((before) => ({ ...before, errors, problem: null }));
  const setOverride = (override: string) => setSending((before) => ({ ...before, override }));

  async function send(change: Change): Promise<Ended> {
    setSending((before) => ({ ...before, isBusy: true, errors: {}, problem: null }));
    const end = await attempt(change, sending.override?.trim() || undefined);
    if (end.kind !== "saved" && !isThere.current) tellOtherwise(end);
    setSending((before) => ({ ...after(end), override: overrideAfter(end, before.override) }));
    return end;
  }

  return { ...sending, send, refuse, setOverride };
}

function after(end: Ended): Sending {
  if (end.kind === "saved") return AT_REST;
  if (end.kind === "failed") return { ...AT_REST, problem: { title: end.message, detail: "" } };
  const field = fieldAt(end.refusal.path);
  if (field !== null && end.refusal.code === "INVALID_INPUT") return { ...AT_REST, errors: { [field]: end.refusal.message } };
  return { ...AT_REST, problem: explain(end.refusal) };
}

function overrideAfter(end: Ended, before: string | null): string | null {
  return end.kind === "refused" && isOverridable(end.refusal) ? (before ?? "") : before;
}
