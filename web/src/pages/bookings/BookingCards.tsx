import { useRef } from "react";
import { classes } from "../../ui/classes";
import { words } from "../../words/bookings";
import { describe, Expires, Firmness, ToBoard, When, Work } from "./BookingCells";
import type { BookingsListProps } from "./BookingsTable";
import { useVirtualRows } from "./useVirtualRows";

const CARD_HEIGHT = 104;

/** The same as `BookingsTable` where there is no room for columns. */
export function BookingCards({ bookings, total, now, selection }: BookingsListProps) {
  const list = useRef<HTMLUListElement>(null);
  const { rows, before, after, measure } = useVirtualRows(bookings.length, CARD_HEIGHT, list);
  return (
    <ul ref={list} aria-label={words.title} style={{ paddingTop: before, paddingBottom: after }}>
      {rows.map(({ index }) => {
        const booking = bookings[index];
        if (booking === undefined) return null;
        const selected = selection?.ids.has(booking.id) ?? false;
        return (
          <li
            key={booking.id}
            ref={measure}
            data-index={index}
            aria-setsize={total}
            aria-posinset={index + 1}
            className={classes("relative flex border-b border-line", selected && "bg-accent-soft", booking.status === "CANCELLED" && "text-muted")}
          >
            {selection && (
              <label className="relative z-[1] flex min-w-11 justify-center pt-4">
                <input
                  type="checkbox"
                  aria-label={words.select(describe(booking))}
                  checked={selected}
                  onChange={() => selection.toggle(booking.id)}
                  className="size-5 accent-accent-fill"
                />
              </label>
            )}
            <div className={classes("min-w-0 flex-1 space-y-1 py-3 pr-4", !selection && "pl-4")}>
              <div className="flex items-start justify-between gap-2">
                <ToBoard booking={booking} />
                <Firmness booking={booking} />
              </div>
              <div className="flex items-start justify-between gap-2">
                <div className="min-w-0">
                  <Work booking={booking} />
                </div>
                <Expires booking={booking} now={now} />
              </div>
              <div>
                <When booking={booking} />
              </div>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
