import { Link } from "@tanstack/react-router";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { ArtistCalendarDocument, type BookingsRowFragment } from "../../api/operations";
import { useAsk } from "../../api/queries";
import { formatter } from "../../time/formats";
import { DAYS } from "../../time/week";
import { Button } from "../../ui/Button";
import { classes } from "../../ui/classes";
import { Card } from "../../ui/Page";
import { hueOf } from "../../ui/hues";
import { words as common } from "../../words/common";
import { words } from "../../words/artists";
import { words as dayWords } from "../../words/weeklyHours";
import { type Day, monthOf, plusDays, startOf, today as todayIn } from "../bookings/days";
import { useWork } from "../bookings/BookingCells";
import { whenOf } from "../bookings/when";
import { type Bar, barsOf, weeksOf } from "./month";

export interface MonthCalendarProps {
  readonly artistId: string;
  readonly zone: string;
  /** A day of the month that is shown. */
  readonly month: Day;
  readonly onMonth: (month: Day) => void;
}

const monthName = formatter("UTC", { month: "long", year: "numeric" });

/** An artist's month as a table of weeks, in the artist's own days. */
export function MonthCalendar({ artistId, zone, month, onMonth }: MonthCalendarProps) {
  const weeks = weeksOf(month);
  const window = { from: startOf(weeks[0]?.[0] ?? month, zone), to: startOf(plusDays(weeks.at(-1)?.at(-1) ?? month, 1), zone) };
  const { data, isPlaceholderData } = useAsk(ArtistCalendarDocument, { id: artistId, ...window }, { kinds: ["BOOKING", "HOLD"], keepPrevious: true });
  const bookings = data?.artist?.bookings ?? [];
  const name = monthName.format(new Date(month));
  const today = todayIn(zone);
  const actions = (
    <div className="flex items-center gap-1 max-md:[&_button]:min-h-11 max-md:[&_button]:min-w-11">
      <Button size="small" onClick={() => onMonth(today)}>
        {words.thisMonth}
      </Button>
      <Button look="quiet" size="icon" aria-label={words.before} onClick={() => onMonth(monthOf(month, -1))}>
        <ChevronLeft />
      </Button>
      <Button look="quiet" size="icon" aria-label={words.after} onClick={() => onMonth(monthOf(month, 1))}>
        <ChevronRight />
      </Button>
    </div>
  );
  return (
    <Card title={name} actions={actions}>
      <table aria-label={words.calendarOf(name)} aria-busy={isPlaceholderData} className="w-full table-fixed border-collapse">
        <thead>
          <tr>
            {DAYS.map((day) => (
              <th key={day} scope="col" abbr={dayWords.days[day]} className="border-b border-line px-2 py-1.5 text-left text-xs font-medium text-muted">
                {dayWords.short[day]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <Week key={week[0]} week={week} month={month} today={today} bars={barsOf(week, bookings, zone)} zone={zone} />
          ))}
        </tbody>
      </table>
      <p className="px-4 py-2 text-xs text-muted">{words.zoneNote(zone)}</p>
    </Card>
  );
}

interface WeekProps {
  readonly week: readonly Day[];
  readonly month: Day;
  readonly today: Day;
  readonly zone: string;
  readonly bars: readonly Bar<BookingsRowFragment>[];
}

function Week({ week, month, today, zone, bars }: WeekProps) {
  const lanes = Math.max(0, ...bars.map(({ lane }) => lane + 1));
  return (
    <tr className="border-b border-line last:border-b-0">
      {week.map((day, index) => {
        const isOutside = monthOf(day) !== monthOf(month);
        const isWeekend = index > 4;
        return (
          <td
            key={day}
            {...(day === today && { "aria-current": "date" as const })}
            className={classes("h-24 border-l border-line pb-1.5 align-top first:border-l-0 max-md:h-16", (isOutside || isWeekend) && "bg-canvas")}
          >
            <time
              dateTime={day}
              className={classes(
                "m-1 inline-flex size-6 items-center justify-center rounded-full text-xs tabular-nums",
                isOutside ? "text-muted" : "font-medium text-ink",
                day === today && "bg-accent-fill font-semibold text-on-accent",
              )}
            >
              {Number(day.slice(-2))}
            </time>
            {Array.from({ length: lanes }, (_, lane) => {
              const bar = bars.find((each) => each.lane === lane && each.first <= index && index <= each.last);
              return bar === undefined ? <div key={lane} className="mt-0.5 h-6" /> : <Segment key={lane} bar={bar} day={index} zone={zone} />;
            })}
          </td>
        );
      })}
    </tr>
  );
}

/** How firm a booking is shows in its border and filling: dashed holds, hatched pencils, solid confirmed ones. */
const LOOKS = {
  HOLD: "border border-dashed border-current",
  PENCIL:
    "border border-current bg-[image:repeating-linear-gradient(135deg,transparent_0_4px,color-mix(in_oklab,currentColor_18%,transparent)_4px_6px)]",
  CONFIRMED: "",
  CANCELLED: "line-through opacity-60",
};

/** A booking on one of its days. The first has the name, which runs on over the others, and the place in the tab order. */
function Segment({ bar: { booking, first, last, starts, ends }, day, zone }: { bar: Bar<BookingsRowFragment>; day: number; zone: string }) {
  const { id, project, status, holdRank } = booking;
  const name = useWork(booking);
  const isFirst = day === first;
  const begins = isFirst && starts;
  const finishes = day === last && ends;
  return (
    <Link
      to="/"
      search={{ booking: id }}
      tabIndex={isFirst ? 0 : -1}
      aria-label={words.bar(common.status[status], holdRank, name, whenOf(booking, zone).text)}
      style={hueOf(project?.id ?? "", status === "CONFIRMED" ? "solid" : "soft")}
      className={classes(
        "relative mt-0.5 block h-6",
        LOOKS[status],
        begins ? "ml-0.5 rounded-l-md" : "-ml-px border-l-0",
        finishes ? "mr-0.5 rounded-r-md" : "border-r-0",
      )}
    >
      {isFirst && (
        <span
          aria-hidden
          className="pointer-events-none absolute inset-y-0 left-0 z-[1] truncate px-1.5 text-xs leading-6 font-medium"
          style={{ width: `${(last - first + 1) * 100}%` }}
        >
          {name}
          {holdRank !== null && ` · ${holdRank}`}
        </span>
      )}
    </Link>
  );
}
