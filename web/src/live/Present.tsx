import { Popover } from "radix-ui";
import { useEffect, useSyncExternalStore } from "react";
import { useViewer } from "../app/viewer";
import { schedule } from "../board/schedule";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { Tooltip } from "../ui/Tooltip";
import { words } from "../words/live";
import { type Colleague, colleagues } from "./colleagues";
import { daysOf } from "./days";
import { presence } from "./presence";

const FACES = 3;

/** The colleagues who are there, and what they look at. */
export function Present() {
  const { user } = useViewer();
  useEffect(() => presence.begin(), [user.id]);
  const sessions = useSyncExternalStore(presence.onChange, presence.sessions);
  const others = colleagues(sessions, user.id);
  if (others.length === 0) return null;
  const more = others.length - FACES;
  return (
    <Popover.Root>
      <Tooltip text={others.map(({ name }) => name).join(", ")}>
        <Popover.Trigger asChild>
          <Button look="quiet" className="gap-0 px-1.5" data-testid="present">
            <span className="sr-only">{words.present(others.length)}</span>
            <span className="flex pl-1.5">
              {others.slice(0, FACES).map(({ id, name }) => (
                <Avatar key={id} name={name} className="-ml-1.5 border-2 border-surface" />
              ))}
            </span>
            {more > 0 && <span className="pl-1 text-xs">{words.more(more)}</span>}
          </Button>
        </Popover.Trigger>
      </Tooltip>
      <Popover.Portal>
        <Popover.Content align="end" sideOffset={4} aria-label={words.presentTitle} className="z-50 w-72 rounded-lg border border-line bg-raised p-3 shadow-lg">
          <h2 className="mb-2 text-xs font-medium text-muted">{words.presentTitle}</h2>
          <ul className="max-h-80 space-y-2.5 overflow-y-auto">
            {others.map((colleague) => (
              <Person key={colleague.id} colleague={colleague} />
            ))}
          </ul>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Person({ colleague: { name, sessions } }: { colleague: Colleague }) {
  const { timeZone } = useViewer().tenant;
  const doing = [...new Set(sessions.map((session) => doingOf(session, timeZone)))];
  return (
    <li className="flex items-center gap-2.5">
      <Avatar name={name} />
      <div className="min-w-0">
        <p className="truncate font-medium">{name}</p>
        {doing.map((text) => (
          <p key={text} className="text-xs text-muted">
            {text}
          </p>
        ))}
      </div>
    </li>
  );
}

function doingOf({ bookingId, from, to }: Colleague["sessions"][number], timeZone: string): string {
  if (bookingId !== null) return words.hasOpen(schedule.get(bookingId)?.project?.name ?? null);
  return from !== null && to !== null ? words.looksAt(daysOf(Date.parse(from), Date.parse(to), timeZone)) : words.isHere;
}
