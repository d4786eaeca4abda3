import { type EventKind, queries } from "./queries";

/** Asks again for all that is shown of these kinds: what one has changed oneself shows even while the line is down. */
export function outdate(...kinds: readonly EventKind[]): void {
  void queries.invalidateQueries({ predicate: ({ meta }) => meta?.kinds?.some((kind) => kinds.includes(kind)) ?? false });
}
