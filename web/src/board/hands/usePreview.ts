import { useEffect, useState } from "react";
import { HandsPreviewDocument, type HandsPreviewQueryVariables } from "../../api/operations";
import { useAsk } from "../../api/queries";
import { ASKING, UNKNOWN, type Verdict, verdictOf } from "./model/verdict";

export type PreviewInput = HandsPreviewQueryVariables["input"];

/** How long something lies still before the server is asked, in ms. */
const PAUSE = 120;

/** What the server would say to `input`; null where there is nothing to ask. What is out of date is given up. */
export function usePreview(input: PreviewInput | null, moving?: ReadonlySet<string>): Verdict | null {
  const asked = usePaused(input === null ? null : JSON.stringify(input));
  const settled: PreviewInput | null = asked === null ? null : (JSON.parse(asked) as PreviewInput);
  const query = useAsk(HandsPreviewDocument, { input: settled ?? {} }, { kinds: ["BOOKING", "HOLD"], enabled: settled !== null });
  if (input === null) return null;
  if (asked !== JSON.stringify(input)) return ASKING;
  if (query.data !== undefined) return verdictOf(query.data.previewBooking, moving);
  return query.isError ? UNKNOWN : ASKING;
}

/** `value` once it has stayed the same for a moment. */
function usePaused(value: string | null): string | null {
  const [paused, setPaused] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), value === null ? 0 : PAUSE);
    return () => clearTimeout(timer);
  }, [value]);
  return paused;
}
