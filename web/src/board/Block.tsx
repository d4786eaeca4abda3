import { type CSSProperties, memo } from "react";
import type { Zone } from "../time/zone";
import type { BoardBooking } from "./booking";
import { LEAST_FOR_HANDLES, LEAST_FOR_RANK, LEAST_FOR_TEXT, LEAST_LEGIBLE } from "./looks";
import { words } from "../words/board";
import { words as common } from "../words/common";
import { words as live } from "../words/live";
import { stretchText } from "./model/texts";

interface BlockProps {
  readonly booking: BoardBooking;
  readonly artistName: string;
  /** By which its times are told. */
  readonly zone: Zone;
  /** What it is called. */
  readonly label: string;
  readonly x: number;
  readonly width: number;
  readonly top: number;
  readonly height: number;
  readonly colour: CSSProperties;
  readonly faded: boolean;
  readonly selected: boolean;
  readonly supposed: boolean;
  readonly editable: boolean;
  /** Who else edits it, as names. */
  readonly editors: string | undefined;
}

/** A booking on the board. Its look says how firm it is: dashed a hold, hatched a pencil, solid when confirmed. */
export const Block = memo(function Block(props: BlockProps) {
  const { booking, artistName, zone, label, x, width, top, height, colour, faded, selected, supposed, editable, editors } = props;
  const what = nameOf(booking, label, artistName, zone);
  const name = editors === undefined ? what : `${what}. ${live.openAt(editors)}`;
  const isRanked = booking.status === "HOLD" && width >= LEAST_FOR_RANK;
  const isLegible = height >= LEAST_LEGIBLE && (isRanked || width >= LEAST_FOR_TEXT);
  return (
    <div
      role="button"
      tabIndex={-1}
      className="board-block"
      aria-label={name}
      aria-pressed={selected || undefined}
      title={name}
      data-booking={booking.id}
      data-status={booking.status}
      data-backup={booking.isBackup || undefined}
      data-faded={faded || undefined}
      data-supposed={supposed || undefined}
      data-edited-by={editors}
      style={{ left: x, width, top, height, ...colour }}
    >
      {isLegible && (
        <span className="board-block-label" data-rank={isRanked ? rankOf(booking) : undefined}>
          {width >= LEAST_FOR_TEXT && label}
        </span>
      )}
      {editable && width >= LEAST_FOR_HANDLES && (
        <>
          <span data-edge="start" />
          <span data-edge="end" />
        </>
      )}
    </div>
  );
});

/** `H2`, and a mark where it is a backup. */
function rankOf({ rank, isBackup }: BoardBooking): string {
  return isBackup ? `${words.hold(rank)} ${words.backupMark}` : words.hold(rank);
}

/** `Confirmed, Kestrel, Tue 3 Mar 09:00 to 18:00, Ada Reyes` */
function nameOf(booking: BoardBooking, label: string, artistName: string, zone: Zone): string {
  const { status, rank, isBackup, start, end } = booking;
  const how = status === "HOLD" ? words.holdInWords(rank) : common.status[status];
  const firmness = isBackup ? `${how} (${words.backup})` : how;
  return `${firmness}, ${label}, ${stretchText(start, end, zone, words.to)}, ${artistName}`;
}
