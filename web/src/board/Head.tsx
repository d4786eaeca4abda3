import "./head.css";
import { memo } from "react";
import type { Zone } from "../time/zone";
import { classes } from "../ui/classes";
import { words } from "../words/board";
import { aboveText, columnText } from "./headTexts";
import { type Column, columnsIn } from "./model/columns";
import { type View, xOf } from "./model/scale";
import { longDay, monthAndYear, timeText, weekNumber } from "./model/texts";
import { type Unit, ZOOMS } from "./model/zooms";
import { shareText } from "./shares";

/** Narrower columns of days and more have their text in the middle, without space beside it; in px. */
const TIGHT = 30;

interface HeadProps {
  readonly view: View;
  readonly columns: readonly Column[];
  readonly ofColumn: ReadonlyMap<number, number | null>;
  readonly now: number;
}

/** The days and hours over the rows, and how much of each column is booked. */
export const Head = memo(function Head({ view, columns, ofColumn, now }: HeadProps) {
  const { scale, from, to } = view;
  const { zone, zoom } = scale;
  const unit = ZOOMS[zoom].columns;
  const place = ({ start, end }: Column) => ({ left: xOf(scale, start), width: (end - start) * scale.pxPerMs });
  return (
    <div className="board-head-time">
      <div className="board-head-above">
        {columnsIn(ZOOMS[zoom].above, from, to, zone).map((column) => (
          <div key={column.start} className="board-head-period" style={place(column)}>
            <span>{aboveText(ZOOMS[zoom].above, column.start, zone, place(column).width)}</span>
          </div>
        ))}
      </div>
      <div className="board-head-columns">
        {columns.map((column) => (
          <div
            key={column.start}
            className={classes("board-head-column", unit === "day" && isWeekend(column.start, zone) && "text-faint")}
            data-now={(column.start <= now && now < column.end) || undefined}
            data-tight={(typeof unit === "string" && place(column).width < TIGHT) || undefined}
            style={place(column)}
          >
            <ColumnText unit={unit} start={column.start} zone={zone} width={place(column).width} />
          </div>
        ))}
      </div>
      <ul className="board-head-use" aria-label={words.bookedHint}>
        {columns.map((column) => {
          const share = ofColumn.get(column.start) ?? null;
          const text = share === null ? words.notWorking : shareText(share);
          const { left, width } = place(column);
          const isWritten = width >= TIGHT && share !== null;
          const name = words.bookedIn(columnName(unit, column.start, zone), text);
          return (
            <li key={column.start} className="board-head-share" data-written={isWritten || undefined} title={name} style={{ left, width }}>
              <span aria-hidden className="board-head-fill" style={{ [isWritten ? "width" : "height"]: `${(share ?? 0) * 100}%` }} />
              <span className="sr-only">{name}</span>
              {isWritten && (
                <span aria-hidden className="relative">
                  {text}
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
});

function ColumnText({ unit, start, zone, width }: { unit: Unit; start: number; zone: Zone; width: number }) {
  const { before, text } = columnText(unit, start, zone, width);
  if (unit !== "day") return text;
  return (
    <>
      {before !== undefined && <span className="mr-1 font-normal">{before}</span>}
      {text !== "" && <span className="board-head-day">{text}</span>}
    </>
  );
}

function columnName(unit: Unit, start: number, zone: Zone): string {
  if (typeof unit !== "string") return `${longDay.of(start, zone)} ${timeText(start, zone)}`;
  if (unit === "month") return monthAndYear.of(start, zone);
  return unit === "week" ? words.week(weekNumber(start, zone), monthAndYear.of(start, zone)) : longDay.of(start, zone);
}

function isWeekend(start: number, zone: Zone): boolean {
  return [0, 6].includes(new Date(zone.toWall(start)).getUTCDay());
}
