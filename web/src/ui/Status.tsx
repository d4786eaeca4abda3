import type { BookingStatus } from "../api/operations";
import { words } from "../words/common";
import { classes } from "./classes";

const LOOKS: Record<BookingStatus, string> = {
  HOLD: "border-dashed border-line-strong text-ink",
  PENCIL: "border-line-strong text-ink bg-[repeating-linear-gradient(135deg,transparent_0_3px,var(--line)_3px_5px)]",
  CONFIRMED: "border-transparent bg-success-soft text-success",
  CANCELLED: "border-transparent bg-sunken text-muted line-through",
};

/** How firm a booking is: in a word and by its border, never by colour alone. */
export function Status({ status, rank }: { status: BookingStatus; rank?: number | null }) {
  return (
    <span
      data-testid="booking-status"
      className={classes("inline-flex items-center gap-1 rounded-full border px-2 py-0.5 text-xs font-medium whitespace-nowrap", LOOKS[status])}
    >
      {words.status[status]}{" "}
      {rank != null && <span className="tabular-nums">{rank}</span>}
    </span>
  );
}
