import { Link } from "@tanstack/react-router";
import type { BookingsRowFragment } from "../../api/operations";
import { useViewer } from "../../app/viewer";
import { Status } from "../../ui/Status";
import { Tooltip } from "../../ui/Tooltip";
import { classes } from "../../ui/classes";
import { words as common } from "../../words/common";
import { words } from "../../words/bookings";
import { expiryOf } from "./expiry";
import { whenOf } from "./when";

interface Cell {
  readonly booking: BookingsRowFragment;
}

/** A booking in a few words: whose, what for and when. */
export function describe({ artist, project, ...booking }: BookingsRowFragment): string {
  return words.describe(artist.name, project?.name ?? common.noProject, whenOf(booking, artist.timeZone).text);
}

/** Whether the viewer is told what it is for: of others' bookings artists see only that they are busy. */
function useIsTold({ artist }: BookingsRowFragment): boolean {
  const viewer = useViewer();
  return viewer.role !== "ARTIST" || viewer.artist?.id === artist.id;
}

/** What it is for, in a word. */
export function useWork(booking: BookingsRowFragment): string {
  return useIsTold(booking) ? (booking.project?.name ?? common.noProject) : words.busy;
}

/** How firm it is, and, where it is over, why. */
export function Firmness({ booking: { status, holdRank, isBackup, endReason } }: Cell) {
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      <Status status={status} rank={holdRank} />
      {isBackup && (
        <Tooltip text={words.backupHint}>
          <span tabIndex={0} className="relative z-[1] rounded-sm text-xs text-muted underline decoration-dotted underline-offset-2">
            {words.backup}
          </span>
        </Tooltip>
      )}
      {endReason !== null && endReason !== "CANCELLED" && <span className="text-xs text-muted">{words.endReason[endReason]}</span>}
    </span>
  );
}

/** When it is in the artist's own time; the zone is named where it is not that of whoever looks. */
export function When({ booking }: Cell) {
  const zone = booking.artist.timeZone;
  const { text, length } = whenOf(booking, zone);
  const elsewhere = zone !== useViewer().tenant.timeZone;
  return (
    <>
      <span className="block tabular-nums">{text}</span>
      <span className="block text-xs text-muted">
        {length}
        {elsewhere && ` · ${zone}`}
      </span>
    </>
  );
}

/** The project with its phase. */
export function Work({ booking }: Cell) {
  const { project, phase } = booking;
  if (!useIsTold(booking)) return <span className="text-muted">{words.busy}</span>;
  if (project === null) return <span className="text-muted">{common.noProject}</span>;
  return (
    <>
      <Link to="/projects/$projectId" params={{ projectId: project.id }} className="relative z-[1] inline-block max-w-full truncate rounded-sm align-bottom hover:underline">
        {project.name}
      </Link>
      {phase && <span className="block truncate text-xs text-muted">{phase.name}</span>}
    </>
  );
}

/** When a hold runs out; nothing for what does not. */
export function Expires({ booking, now }: Cell & { now: number }) {
  const { status, expiresAt } = booking;
  if (!useIsTold(booking) || status !== "HOLD") return null;
  if (expiresAt === null) return <span className="text-xs text-muted">{words.expires.never}</span>;
  const { text, soon } = expiryOf(expiresAt, now);
  return (
    <time dateTime={expiresAt} className={classes("tabular-nums whitespace-nowrap", soon && "font-medium text-warning")}>
      {text}
    </time>
  );
}

/** The booking on the board, behind its artist, its work or its time: the link fills what is `relative` around it. */
export function ToBoard({ booking, text = "artist" }: Cell & { text?: "artist" | "work" | "when" }) {
  const work = useWork(booking);
  const { artist } = booking;
  return (
    <Link
      to="/"
      search={{ booking: booking.id }}
      className={classes(
        "after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-md focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-ring",
        text !== "when" && "font-medium",
      )}
    >
      {text === "when" ? <When booking={booking} /> : text === "work" ? work : artist.name}
      <span className="sr-only">. {words.openOnBoard(words.describe(artist.name, work, whenOf(booking, artist.timeZone).text))}</span>
    </Link>
  );
}
