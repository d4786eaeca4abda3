import { memo } from "react";
import { words as common } from "../words/common";
import { words } from "../words/board";
import type { BoardArtist } from "./artist";
import { Block } from "./Block";
import type { BoardBooking } from "./booking";
import type { Drawing } from "./drawing";
import { colourOf, GAP, PADDING } from "./looks";
import type { RowClock } from "./model/clock";
import { lanesOf, placesIn } from "./model/lanes";
import { xOf } from "./model/scale";
import { stretchText } from "./model/texts";
import { ZOOMS } from "./model/zooms";
import { schedule, useBookingsOf } from "./schedule";
import { LineHead } from "./LineHead";
import { useBoard } from "./useBoard";

interface LineProps {
  readonly artist: BoardArtist;
  readonly drawing: Drawing;
  /** In px. */
  readonly top: number;
  readonly height: number;
  /** How much of the working time in view is booked, from 0 to 1; null: there is none, or it is not known yet. */
  readonly share: number | null;
  readonly note: string | null;
}

/** An artist's row. */
export const Line = memo(function Line({ artist, drawing, top, height, share, note }: LineProps) {
  const { scale, from, to } = drawing.view;
  return (
    <div role="group" aria-label={artist.name} data-artist={artist.id} className="board-line" style={{ top, height }}>
      <LineHead artist={artist} share={share} note={note} />
      <div className="board-line-time">
        <div
          className="board-line-off"
          style={{ left: xOf(scale, from), width: (to - from) * scale.pxPerMs, backgroundImage: drawing.shadeOf(artist) }}
        />
        <Blocks artist={artist} drawing={drawing} />
      </div>
    </div>
  );
});

const Blocks = memo(function Blocks({ artist, drawing }: Pick<LineProps, "artist" | "drawing">) {
  const bookings = useBookingsOf(artist.id);
  const selected = useBoard((state) => state.selected);
  const { scale, from, to } = drawing.view;
  const clock = drawing.clockOf(artist);
  const lanes = lanesOf(bookings);
  const [since, until] = [clock.fromAxis(from), clock.fromAxis(to)];
  const [first, last] = placesIn(lanes, since, until);
  const height = ZOOMS[scale.zoom].laneHeight;
  const blocks = [];
  for (let place = first; place < last; place += 1) {
    const booking = bookings[place];
    if (booking === undefined || booking.end <= since) continue;
    const x = xOf(scale, clock.toAxis(booking.start));
    blocks.push(
      <Block
        key={booking.id}
        booking={booking}
        name={nameOf(booking, artist, clock)}
        label={labelOf(booking)}
        x={x}
        width={Math.max(3, xOf(scale, clock.toAxis(booking.end)) - x - 1)}
        top={PADDING + (lanes.lane[place] ?? 0) * (height + GAP)}
        height={height}
        colour={colourOf(booking.project?.id ?? null, booking.status)}
        faded={drawing.isFaded(booking)}
        selected={selected.has(booking.id)}
        supposed={schedule.isSupposed(booking.id)}
        editable={drawing.mayEdit}
      />,
    );
  }
  return blocks;
});

function labelOf({ project }: BoardBooking): string {
  return project?.name ?? common.noProject;
}

/** `Confirmed, Kestrel, Tue 3 Mar 09:00 to 18:00, Ada Reyes` */
function nameOf(booking: BoardBooking, artist: BoardArtist, { zone }: RowClock): string {
  const { status, rank, isBackup, start, end } = booking;
  const how = status === "HOLD" ? words.holdInWords(rank) : common.status[status];
  const firmness = isBackup ? `${how} (${words.backup})` : how;
  return `${firmness}, ${labelOf(booking)}, ${stretchText(start, end, zone, words.to)}, ${artist.name}`;
}
