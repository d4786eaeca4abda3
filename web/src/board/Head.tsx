import "./head.css";
import { memo } from "react";
import type { Zone } from "../time/zone";
import { classes } from "../ui/classes";
import { words } from "../words/board";
import { type Column, columnsIn } from "./model/columns";
import { type View, xOf } from "./model/scale";
import { dayOfMonth, longDay, monthAndYear, monthName, timeText, weekday, weekNumber, yearName } from "./model/texts";
import { type Unit, ZOOMS } from "./model/zooms";
import { shareText } from "./shares";

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
            <span>{aboveText(ZOOMS[zoom].above, column.start, zone)}</span>
          </div>
        ))}
      </div>
      <div className="board-head-columns">
        {columns.map((column) => (
          <div
            key={column.start}
            className={classes("board-head-column", unit === "day" && isWeekend(column.start, zone) && "text-faint")}
            data-now={(column.start <= now && now < column.end) || undefined}
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
          const name = words.bookedIn(columnName(unit, column.start, zone), text);
          return (
            <li key={column.start} className="board-head-share" title={name} style={{ left, width }}>
              <span aria-hidden className="board-head-fill" style={{ height: `${(share ?? 0) * 100}%` }} />
              <span className="sr-only">{name}</span>
              {width >= 30 && share !== null && (
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
  if (typeof unit !== "string") return timeText(start, zone);
  if (unit === "month") return monthName.of(start, zone);
  if (unit === "week") return width >= 64 ? `${dayOfMonth.of(start, zone)} ${monthName.of(start, zone)}` : dayOfMonth.of(start, zone);
  return (
    <>
      {width >= 58 && <span className="mr-1 font-normal">{weekday.of(start, zone)}</span>}
      <span className="board-head-day">{dayOfMonth.of(start, zone)}</span>
    </>
  );
}

function aboveText(unit: Unit, start: number, zone: Zone): string {
  if (unit === "day") return longDay.of(start, zone);
  if (unit === "week") return words.week(weekNumber(start, zone), monthAndYear.of(start, zone));
  return unit === "year" ? yearName.of(start, zone) : monthAndYear.of(start, zone);
}

function columnName(unit: Unit, start: number, zone: Zone): string {
  if (typeof unit !== "string") return `${longDay.of(start, zone)} ${timeText(start, zone)}`;
  if (unit === "month") return monthAndYear.of(start, zone);
  return unit === "week" ? words.week(weekNumber(start, zone), monthAndYear.of(start, zone)) : longDay.of(start, zone);
}

function isWeekend(start: number, zone: Zone): boolean {
  return [0, 6].includes(new Date(zone.toWall(start)).getUTCDay());
}
