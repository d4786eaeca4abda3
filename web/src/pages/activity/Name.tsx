import { ActivityNameDocument } from "../../api/operations";
import { useAsk } from "../../api/queries";
import { words } from "../../words/activity";

/** The name of a thing of which the log has the id only. */
export function Name({ id }: { id: string }) {
  const { data, isError } = useAsk(ActivityNameDocument, { id });
  if (data === undefined) return isError ? words.unknown : "…";
  const { node } = data;
  return node !== null && "name" in node ? node.name : words.unknown;
}
