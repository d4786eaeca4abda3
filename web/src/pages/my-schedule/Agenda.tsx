import { Temporal } from "temporal-polyfill";
import { useMemo, useState } from "react";
import { dayName } from "../../time/formats";
import { classes } from "../../ui/classes";
import { words } from "../../words/mySchedule";
import { agenda, type Stretch } from "./days";
import { EndDialog } from "./EndDialog";
import { FollowingDay, MyBookingCard } from "./MyBookingCard";
import type { MyBooking } from "./mine";

interface AgendaProps {
  readonly bookings: readonly MyBooking[];
  readonly zone: string;
  /** The first and the last day, as ISO dates. */
  readonly first: string;
  readonly last: string;
  readonly now: number;
  readonly mayEnd: boolean;
}

/** One's bookings day by day. */
export function Agenda({ bookings, zone, first, last, now, mayEnd }: AgendaProps) {
  const [ending, setEnding] = useState<MyBooking | null>(null);
  const stretches = useMemo(() => agenda(bookings, { first, last, zone }), [bookings, first, last, zone]);
  return (
    <>
      <ol className="max-w-3xl space-y-4">
        {stretches.map((stretch) =>
          stretch.kind === "free" ? (
            <FreeDays key={stretch.first} {...stretch} today={first} />
          ) : (
            <li key={stretch.day}>
              <h2 className={classes("sticky top-0 z-10 bg-canvas py-1.5 font-semibold", stretch.day === first && "text-accent")}>
                <Day day={stretch.day} today={first} />
              </h2>
              <ul className="space-y-2">
                {stretch.parts.map((part) => (
                  <li key={part.booking.id}>
                    {part.goesOn && stretch.day !== first ? (
                      <FollowingDay part={part} />
                    ) : (
                      <MyBookingCard part={part} zone={zone} now={now} onEnd={mayEnd ? () => setEnding(part.booking) : null} />
                    )}
                  </li>
                ))}
              </ul>
            </li>
          ),
        )}
      </ol>
      {ending && <EndDialog booking={ending} zone={zone} onClose={() => setEnding(null)} />}
    </>
  );
}

function Day({ day, today }: { day: string; today: string }) {
  const name = dayName(day, { long: true });
  if (day === today) return `${words.today}, ${name}`;
  return Temporal.PlainDate.from(today).add({ days: 1 }).toString() === day ? `${words.tomorrow}, ${name}` : name;
}

function FreeDays({ first, last, count, today }: Extract<Stretch<MyBooking>, { kind: "free" }> & { today: string }) {
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 border-l-2 border-line py-1.5 pl-3 text-muted">
      <span className="font-medium">{words.free}</span>
      <span>
        {first === today ? words.today : dayName(first)}
        {last !== first && ` – ${dayName(last)}`}
      </span>
      <span className="text-xs">{words.freeDays(count)}</span>
    </li>
  );
}
