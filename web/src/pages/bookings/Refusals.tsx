import type { BookingsBulkMutation, BookingsRowFragment } from "../../api/operations";
import { words } from "../../words/bookings";
import { describe } from "./BookingCells";

type BulkRefused = Extract<BookingsBulkMutation["bulkUpdateBookings"], { __typename: "BulkRefused" }>;

/** Why none of several bookings was changed: of each that was refused the reason, and what is in its way. */
export function Refusals({ refused: { refusals, bookings }, of }: { refused: BulkRefused; of: number }) {
  const known = new Map<string, BookingsRowFragment>(bookings.map((booking) => [booking.id, booking]));
  const nameOf = (id: string) => {
    const booking = known.get(id);
    return booking === undefined ? id : describe(booking);
  };
  return (
    <section role="alert" className="rounded-lg bg-danger-soft p-3">
      <p className="font-medium text-danger">{words.refused(refusals.length, of)}</p>
      <ul className="mt-2 max-h-64 space-y-2 overflow-y-auto" tabIndex={0}>
        {refusals.map(({ bookingId, message, inTheWay }) => (
          <li key={bookingId}>
            <span className="block font-medium">{nameOf(bookingId)}</span>
            <span className="block">{message}</span>
            {inTheWay.length > 0 && (
              <span className="block text-xs text-muted">
                {words.inTheWay}: {inTheWay.map(nameOf).join("; ")}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
