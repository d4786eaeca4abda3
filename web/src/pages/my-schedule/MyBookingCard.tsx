import { Clock, StickyNote } from "lucide-react";
import { fromNow } from "../../time/formats";
import { spanName } from "../../time/span";
import { Button } from "../../ui/Button";
import { classes } from "../../ui/classes";
import { hueOf } from "../../ui/hues";
import { Status } from "../../ui/Status";
import { words } from "../../words/mySchedule";
import type { Part } from "./days";
import { endingOf, type MyBooking, workOf } from "./mine";

/** A hold that has no more time than this is about to run out, in milliseconds. */
const SOON = 4 * 3_600_000;

interface CardProps {
  readonly part: Part<MyBooking>;
  readonly zone: string;
  readonly now: number;
  /** Null where the person may not end bookings. */
  readonly onEnd: (() => void) | null;
}

/** A booking in full, on the first day on which it is shown. */
export function MyBookingCard({ part, zone, now, onEnd }: CardProps) {
  const { booking } = part;
  const ending = onEnd && endingOf(booking);
  const work = workOf(booking);
  const when = spanName(booking, zone);
  return (
    <article aria-label={`${work}, ${when}`} className="flex overflow-hidden rounded-xl border border-line bg-surface shadow-xs">
      <span aria-hidden className="w-1.5 shrink-0" style={hueOf(booking.project?.id ?? "", "solid")} />
      <div className="min-w-0 flex-1 p-3 sm:p-4">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h3 className="min-w-0 text-base font-semibold">{work}</h3>
          <Status status={booking.status} />
        </div>
        <p className="font-medium tabular-nums">{when}</p>
        <Facts booking={booking} now={now} />
        {ending && (
          <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1">
            <Button
              className="h-11 px-5 max-sm:w-full"
              aria-label={ending === "decline" ? words.declineOf(work, when) : words.takeBackOf(when)}
              onClick={onEnd}
            >
              {ending === "decline" ? words.decline : words.takeBack}
            </Button>
            {ending === "decline" && <span className="text-xs text-muted">{words.accept}</span>}
          </div>
        )}
      </div>
    </article>
  );
}

function Facts({ booking: { project, phase, status, rank, isBackup, expiresAt, notes, owner, isBlock }, now }: { booking: MyBooking; now: number }) {
  const about = [project?.client, phase].filter((each) => each != null);
  return (
    <div className="mt-1 space-y-1 text-muted">
      {about.length > 0 && <p>{about.join(" · ")}</p>}
      {status === "HOLD" && rank !== null && !isBlock && <p>{words.rank(rank)}</p>}
      {isBackup && <p>{words.backup}</p>}
      {expiresAt !== null && (
        <p className={classes("flex items-center gap-1.5", expiresAt - now < SOON && "font-medium text-warning")}>
          <Clock aria-hidden className="size-4 shrink-0" />
          {words.expires(fromNow(expiresAt, now))}
        </p>
      )}
      {notes !== null && (
        <p className="flex gap-1.5 whitespace-pre-wrap text-ink">
          <StickyNote aria-label={words.notes} className="mt-0.5 size-4 shrink-0 text-muted" />
          <span className="min-w-0 break-words">{notes}</span>
        </p>
      )}
      {owner !== null && !isBlock && <p className="text-xs">{words.askedBy(owner)}</p>}
    </div>
  );
}

/** The same booking on the days after its first one. */
export function FollowingDay({ part: { booking, from, until } }: { part: Part<MyBooking> }) {
  const hours = from !== null ? words.from(from) : until !== null ? words.until(until) : words.allDay;
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg border border-line bg-surface px-3 py-2">
      <span aria-hidden className="h-4 w-1 rounded-full" style={hueOf(booking.project?.id ?? "", "solid")} />
      <span className="min-w-0 font-medium">{workOf(booking)}</span>
      <span className="text-muted">
        {words.goesOn} · {hours}
      </span>
      <Status status={booking.status} />
    </p>
  );
}
