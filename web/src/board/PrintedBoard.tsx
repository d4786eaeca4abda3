import { useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { words } from "../words/board";
import type { Drawing } from "./drawing";
import { GAP, colourOf } from "./looks";
import type { Column } from "./model/columns";
import { depthIn, lanesOf, placesIn } from "./model/lanes";
import type { ArtistRow, Row } from "./model/rows";
import { dayOfMonth, monthName, periodText, timeText, weekday } from "./model/texts";
import { type Unit, ZOOMS } from "./model/zooms";
import { schedule } from "./schedule";

interface PrintedBoardProps {
  readonly rows: readonly Row[];
  readonly drawing: Drawing;
  readonly period: Column;
  readonly columns: readonly Column[];
}

/** The board on paper: all rows of what is in view, the calendar repeated on each sheet. It is there only while the page is printed. */
export function PrintedBoard(props: PrintedBoardProps) {
  return usePrinting() ? <Sheet {...props} /> : null;
}

function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const paper = window.matchMedia("print");
    // The browser takes its picture right after this.
    const begin = () => flushSync(() => setPrinting(true));
    const end = () => setPrinting(false);
    const change = () => (paper.matches ? begin() : end());
    window.addEventListener("beforeprint", begin);
    window.addEventListener("afterprint", end);
    paper.addEventListener("change", change);
    return () => {
      window.removeEventListener("beforeprint", begin);
      window.removeEventListener("afterprint", end);
      paper.removeEventListener("change", change);
    };
  }, []);
  return printing;
}

function Sheet({ rows, drawing, period, columns }: PrintedBoardProps) {
  const { zone, zoom } = drawing.view.scale;
  const inPeriod = columns.filter(({ start, end }) => start < period.end && end > period.start);
  const place = placeIn(period);
  return (
    <table className="hidden w-full table-fixed border-collapse text-[8pt] print:table">
      <caption className="pb-2 text-left text-[12pt] font-semibold">{words.print(periodText(period.start, period.end, zone))}</caption>
      <thead>
        <tr className="border-b border-line-strong">
          <th className="w-36" />
          <th className="relative h-6 font-normal">
            {inPeriod.map((column) => (
              <span key={column.start} className="absolute inset-y-0 overflow-hidden border-l border-line pl-1 text-left" style={place(column)}>
                {columnText(ZOOMS[zoom].columns, column.start, drawing)}
              </span>
            ))}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) =>
          row.kind === "group" ? (
            <tr key={row.key} className="break-after-avoid border-b border-line">
              <th colSpan={2} className="py-1 text-left">
                {row.label}
              </th>
            </tr>
          ) : (
            <PrintedLine key={row.key} row={row} drawing={drawing} period={period} />
          ),
        )}
      </tbody>
    </table>
  );
}

/** Of a lane on paper, in px. */
const LANE = 15;

function PrintedLine({ row: { artist }, drawing, period }: { row: ArtistRow; drawing: Drawing; period: Column }) {
  const clock = drawing.clockOf(artist);
  const lanes = lanesOf(schedule.of(artist.id));
  const [from, to] = [clock.fromAxis(period.start), clock.fromAxis(period.end)];
  const place = placeIn(period);
  return (
    <tr className="break-inside-avoid border-b border-line">
      <th className="truncate py-1 pr-2 text-left font-medium">{artist.name}</th>
      <td className="relative overflow-hidden" style={{ height: depthIn(lanes, from, to) * (LANE + GAP) + GAP }}>
        {lanes.bookings.slice(...placesIn(lanes, from, to)).map((booking) => (
          <span
            key={booking.id}
            className="board-block overflow-hidden print:[print-color-adjust:exact]"
            data-status={booking.status}
            style={{
              ...place({ start: clock.toAxis(booking.start), end: clock.toAxis(booking.end) }),
              top: GAP + (lanes.lane[lanes.bookings.indexOf(booking)] ?? 0) * (LANE + GAP),
              height: LANE,
              ...colourOf(booking.project?.id ?? null, booking.status),
            }}
          >
            <span className="px-1">
              {booking.status === "HOLD" && `${words.hold(booking.rank)} `}
              {drawing.labelOf(booking)}
            </span>
          </span>
        ))}
      </td>
    </tr>
  );
}

function placeIn(period: Column): (column: Column) => { left: string; width: string } {
  const share = (time: number) => (100 * (time - period.start)) / (period.end - period.start);
  return ({ start, end }) => {
    const [left, right] = [Math.max(0, share(start)), Math.min(100, share(end))];
    return { left: `${left}%`, width: `${Math.max(0, right - left)}%` };
  };
}

function columnText(unit: Unit, start: number, { view }: Drawing): string {
  const { zone } = view.scale;
  if (typeof unit !== "string") return timeText(start, zone);
  if (unit === "month") return monthName.of(start, zone);
  return unit === "week" ? `${dayOfMonth.of(start, zone)} ${monthName.of(start, zone)}` : `${weekday.of(start, zone)} ${dayOfMonth.of(start, zone)}`;
}
