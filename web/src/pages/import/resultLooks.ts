import { CircleCheck, CircleSlash, CopyCheck, TriangleAlert } from "lucide-react";
import type { ImportResult } from "../../api/operations";

/** How what became of a row looks: a sign of its own beside the word and the colour. */
export const RESULT_LOOKS: Record<ImportResult, { readonly icon: typeof CircleCheck; readonly text: string }> = {
  CREATED: { icon: CircleCheck, text: "text-success" },
  EXISTS: { icon: CopyCheck, text: "text-muted" },
  REFUSED: { icon: CircleSlash, text: "text-warning" },
  INVALID: { icon: TriangleAlert, text: "text-danger" },
};
