import { type CSSProperties, memo } from "react";
import type { BoardBooking } from "./booking";
import { LEAST_FOR_HANDLES, LEAST_FOR_TEXT } from "./looks";
import { words } from "../words/board";

interface BlockProps {
  readonly booking: BoardBooking;
  /** What it is, when and whose, in words. */
  readonly name: string;
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
}

/** A booking on the board. Its look says how firm it is: dashed a hold, hatched a pencil, solid when confirmed. */
export const Block = memo(function Block(props: BlockProps) {
  const { booking, name, label, x, width, top, height, colour, faded, selected, supposed, editable } = props;
  const legible = width >= LEAST_FOR_TEXT && height >= 16;
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
      style={{ left: x, width, top, height, ...colour }}
    >
      {legible && (
        <span className="board-block-label">
          {booking.status === "HOLD" && (
            <span className="board-block-rank">
              {words.hold(booking.rank)}
              {booking.isBackup && ` ${words.backupMark}`}
            </span>
          )}
          {label}
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
