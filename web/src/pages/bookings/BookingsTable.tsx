import { memo, useRef } from "react";
import type { BookingsRowFragment } from "../../api/operations";
import { classes } from "../../ui/classes";
import { words } from "../../words/bookings";
import { describe, Expires, Firmness, ToBoard, When, Work } from "./BookingCells";
import type { Selection } from "./useSelection";
import { useVirtualRows } from "./useVirtualRows";

export interface BookingsListProps {
  readonly bookings: readonly BookingsRowFragment[];
  /** How many there are, with those that have not been loaded. */
  readonly total: number;
  readonly now: number;
  /** Null where the viewer may do nothing with what they select. */
  readonly selection: Selection | null;
}

const ROW_HEIGHT = 49;
const HEADING = "sticky top-0 z-10 border-b border-line bg-surface px-3 py-2 text-left text-xs font-medium text-muted";
const CELL = "border-b border-line px-3 py-1.5 align-middle";

/** Bookings as a table: what is out of sight is not there. */
export function BookingsTable({ bookings, total, now, selection }: BookingsListProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const { rows, before, after, measure } = useVirtualRows(bookings.length, ROW_HEIGHT, body);
  const all = selection !== null && bookings.every(({ id }) => selection.ids.has(id));
  const { columns } = words;
  return (
    <table aria-label={words.title} aria-rowcount={total + 1} className="w-full table-fixed border-separate border-spacing-0">
      <thead>
        <tr aria-rowindex={1}>
          {selection && (
            <th scope="col" className={classes(HEADING, "w-10 pr-0")}>
              <input
                type="checkbox"
                aria-label={words.selectAll}
                checked={all}
                ref={(box) => {
                  if (box) box.indeterminate = !all && selection.ids.size > 0;
                }}
                onChange={() => selection.set(all ? [] : bookings.map(({ id }) => id))}
                className="size-4 align-middle accent-accent-fill"
              />
            </th>
          )}
          <th scope="col" className={classes(HEADING, "w-[14%]")}>{columns.artist}</th>
          <th scope="col" className={classes(HEADING, "w-[17%]")}>{columns.work}</th>
          <th scope="col" className={HEADING}>{columns.when}</th>
          <th scope="col" className={classes(HEADING, "w-32")}>{columns.status}</th>
          <th scope="col" className={classes(HEADING, "w-28")}>{columns.expires}</th>
          <th scope="col" className={classes(HEADING, "w-32 max-xl:hidden")}>{columns.owner}</th>
        </tr>
      </thead>
      <tbody ref={body}>
        {before > 0 && <tr aria-hidden style={{ height: before }} />}
        {rows.map(({ index }) => {
          const booking = bookings[index];
          if (booking === undefined) return null;
          return (
            <Row
              key={booking.id}
              booking={booking}
              index={index}
              now={now}
              measure={measure}
              selected={selection?.ids.has(booking.id) ?? false}
              onSelect={selection?.toggle ?? null}
            />
          );
        })}
        {after > 0 && <tr aria-hidden style={{ height: after }} />}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly booking: BookingsRowFragment;
  readonly index: number;
  readonly now: number;
  readonly measure: (row: Element | null) => void;
  readonly selected: boolean;
  readonly onSelect: Selection["toggle"] | null;
}

const Row = memo(function Row({ booking, index, now, measure, selected, onSelect }: RowProps) {
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      className={classes("relative hover:bg-sunken", selected && "bg-accent-soft hover:bg-accent-soft", booking.status === "CANCELLED" && "text-muted")}
    >
      {onSelect && (
        <td className={classes(CELL, "pr-0")}>
          <input
            type="checkbox"
            aria-label={words.select(describe(booking))}
            checked={selected}
            onChange={(event) => onSelect(booking.id, (event.nativeEvent as MouseEvent).shiftKey)}
            className="relative z-[1] size-4 align-middle accent-accent-fill"
          />
        </td>
      )}
      <th scope="row" className={classes(CELL, "text-left font-normal")}>
        <ToBoard booking={booking} />
      </th>
      <td className={CELL}>
        <Work booking={booking} />
      </td>
      <td className={CELL}>
        <When booking={booking} />
      </td>
      <td className={CELL}>
        <Firmness booking={booking} />
      </td>
      <td className={CELL}>
        <Expires booking={booking} now={now} />
      </td>
      <td className={classes(CELL, "truncate text-muted max-xl:hidden")}>{booking.owner?.name}</td>
    </tr>
  );
});
