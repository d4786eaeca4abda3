import type { ShellWaitingQuery } from "../api/operations";
import { momentName } from "../time/formats";
import type { ToastText } from "../ui/Toasts";
import { words as common } from "../words/common";
import { words } from "../words/shell";

/** A challenge that waits for the viewer's answer. */
export type Waiting = ShellWaitingQuery["viewer"]["challenges"][number];

/** What is there now and was not before; nothing is new to who has only come (`before` is undefined). */
export function arrived(before: readonly Waiting[] | undefined, now: readonly Waiting[]): Waiting[] {
  if (before === undefined) return [];
  const known = new Set(before.map(({ id }) => id));
  return now.filter(({ id }) => !known.has(id));
}

/** What is said of challenges that have come while the page is open; null: there are none. */
export function arrivalText(come: readonly Waiting[], zone: string): Pick<ToastText, "title" | "detail"> | null {
  const [first, ...more] = come;
  if (first === undefined) return null;
  if (more.length > 0) return { title: words.waiting(come.length) };
  const { challenger, challenged, dueAt } = first;
  const [theirs, ours] = [challenger.project?.name ?? common.noProject, challenged.project?.name ?? common.noProject];
  return { title: words.challenged(ours, challenged.artist.name), detail: words.challengedBy(theirs, momentName(Date.parse(dueAt), zone)) };
}
