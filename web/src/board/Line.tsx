import { memo } from "react";
import type { BoardArtist } from "./artist";
import { Block } from "./Block";
import type { Drawing } from "./drawing";
import { colourOf, GAP, insetOf } from "./looks";
import { lanesOf, placesIn } from "./model/lanes";
import { xOf } from "./model/scale";
import { ZOOMS } from "./model/zooms";
import { schedule, useBookingsOf } from "./schedule";
import { LineHead } from "./LineHead";
import { useBoard } from "./useBoard";
import { useEdited } from "../live/presence";

interface LineProps {
  readonly artist: BoardArtist;
  readonly drawing: Drawing;
  /** In px. */
  readonly top: number;
  readonly height: number;
  /** How many lanes it has. */
  readonly depth: number;
  /** How much of the working time in view is booked, from 0 to 1; null: there is none, or it is not known yet. */
  readonly share: number | null;
  readonly note: string | null;
}

/** An artist's row. */
export const Line = memo(function Line({ artist, drawing, top, height, depth, share, note }: LineProps) {
  const { scale, from, to } = drawing.view;
  return (
    <div role="group" aria-label={artist.name} data-artist={artist.id} className="board-line" style={{ top, height }}>
      <LineHead artist={artist} share={share} note={note} />
      <div className="board-line-time">
        <div
          className="board-line-off"
          style={{ left: xOf(scale, from), width: (to - from) * scale.pxPerMs, backgroundImage: drawing.shadeOf(artist) }}
        />
        <Blocks artist={artist} drawing={drawing} depth={depth} />
      </div>
    </div>
  );
});

const Blocks = memo(function Blocks({ artist, drawing, depth }: Pick<LineProps, "artist" | "drawing" | "depth">) {
  const bookings = useBookingsOf(artist.id);
  const edited = useEdited();
  const selected = useBoard((state) => state.selected);
  const { scale, from, to } = drawing.view;
  const clock = drawing.clockOf(artist);
  const lanes = lanesOf(bookings);
  const [since, until] = [clock.fromAxis(from), clock.fromAxis(to)];
  const [first, last] = placesIn(lanes, since, until);
  const height = ZOOMS[scale.zoom].laneHeight;
  const inset = insetOf(scale.zoom, depth);
  const blocks = [];
  for (let place = first; place < last; place += 1) {
    const booking = bookings[place];
    if (booking === undefined || booking.end <= since) continue;
    const x = xOf(scale, clock.toAxis(booking.start));
    blocks.push(
      <Block
        key={booking.id}
        booking={booking}
        artistName={artist.name}
        zone={clock.zone}
        label={drawing.labelOf(booking)}
        x={x}
        width={Math.max(3, xOf(scale, clock.toAxis(booking.end)) - x - 1)}
        top={inset + (lanes.lane[place] ?? 0) * (height + GAP)}
        height={height}
        colour={colourOf(booking.project?.id ?? null, booking.status)}
        faded={drawing.isFaded(booking)}
        selected={selected.has(booking.id)}
        supposed={schedule.isSupposed(booking.id)}
        editable={drawing.onlooker.mayEdit}
        editors={edited.get(booking.id)}
      />,
    );
  }
  return blocks;
});
