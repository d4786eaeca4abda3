import { ArrowUpDown, CalendarRange, Film, TriangleAlert, UserRound } from "lucide-react";
import type { EventType } from "../../api/operations";
import { type Kind, kindOf } from "./filter";

const ICONS: Record<Kind, typeof Film> = {
  bookings: CalendarRange,
  holds: ArrowUpDown,
  conflicts: TriangleAlert,
  artists: UserRound,
  projects: Film,
};

/** Where there is no face: of what kind the event is. An ornament beside the sentence. */
export function KindMark({ type }: { type: EventType }) {
  const Icon = ICONS[kindOf(type)];
  return (
    <span aria-hidden className="inline-flex size-7 shrink-0 items-center justify-center rounded-full bg-sunken text-muted">
      <Icon className="size-4" />
    </span>
  );
}
