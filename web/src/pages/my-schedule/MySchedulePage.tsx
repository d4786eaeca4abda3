import { CalendarOff } from "lucide-react";
import { Temporal } from "temporal-polyfill";
import { useMemo, useState } from "react";
import { MyScheduleDocument } from "../../api/operations";
import { useAsk } from "../../api/queries";
import { useMay, useViewer } from "../../app/viewer";
import { dayName, dayOf } from "../../time/formats";
import { useNow } from "../../time/useNow";
import { Answer } from "../../ui/Answer";
import { Button } from "../../ui/Button";
import { Empty, Page } from "../../ui/Page";
import { words } from "../../words/mySchedule";
import { Agenda } from "./Agenda";
import { BlockDialog } from "./BlockDialog";
import { myBooking } from "./mine";
import { useNotice } from "./useNotice";

const FIRST_WEEKS = 6;
const MORE_WEEKS = 4;
/** The API answers windows of up to 400 days. */
const MOST_WEEKS = 56;

export function MySchedulePage() {
  const { artist } = useViewer();
  if (artist === null) {
    return (
      <Page title={words.title}>
        <Empty title={words.notLinked}>{words.notLinkedHint}</Empty>
      </Page>
    );
  }
  return <OwnSchedule artistId={artist.id} zone={artist.timeZone} />;
}

function OwnSchedule({ artistId, zone }: { artistId: string; zone: string }) {
  const { user } = useViewer();
  const plans = useMay("bookings:write");
  const holdsOwn = useMay("bookings:own");
  const now = useNow();
  useNotice(artistId, user.id);
  const [weeks, setWeeks] = useState(FIRST_WEEKS);
  const [blocking, setBlocking] = useState(false);
  const today = dayOf(now, zone);
  const span = useMemo(() => spanOf(today, weeks, zone), [today, weeks, zone]);
  const query = useAsk(
    MyScheduleDocument,
    { artistId, from: span.from, to: span.to },
    { kinds: ["BOOKING", "HOLD"], keepPrevious: true },
  );
  const bookings = useMemo(
    () => (query.data?.artist?.bookings ?? []).map((each) => myBooking(each, user.id)),
    [query.data, user.id],
  );
  const settings = query.data?.studioSettings;
  const mayBlock = plans || (holdsOwn && settings?.artistsMayHold === true);
  const soon = bookings.filter(({ start, end }) => end > now && start < now + 7 * 86_400_000).length;
  return (
    <Page
      title={words.title}
      intro={words.intro(zone)}
      actions={
        mayBlock && (
          <Button look="primary" className="h-11" onClick={() => setBlocking(true)}>
            <CalendarOff aria-hidden />
            {words.block}
          </Button>
        )
      }
    >
      <Answer query={query}>
        {({ studioSettings }) => (
          <>
            <p role="status" className="mb-3 font-medium">
              {words.summary(soon)}
            </p>
            {holdsOwn && !plans && !studioSettings.artistsMayHold && <p className="mb-3 text-muted">{words.mayNotBlock}</p>}
            <Agenda bookings={bookings} zone={zone} first={today} last={span.last} now={now} mayEnd={plans || holdsOwn} />
            <div className="mt-4 flex flex-wrap items-center gap-3 text-muted">
              <span>{words.soFar(dayName(span.last))}</span>
              {weeks < MOST_WEEKS && (
                <Button className="h-11" disabled={query.isFetching} onClick={() => setWeeks(weeks + MORE_WEEKS)}>
                  {words.more}
                </Button>
              )}
            </div>
            {blocking && (
              <BlockDialog artistId={artistId} zone={zone} today={today} expiryHours={studioSettings.holdExpiryHours} onClose={() => setBlocking(false)} />
            )}
          </>
        )}
      </Answer>
    </Page>
  );
}

/** From the beginning of `today` on, for so many weeks: as instants, and the last day. */
function spanOf(today: string, weeks: number, zone: string): { from: string; to: string; last: string } {
  const first = Temporal.PlainDate.from(today);
  const end = first.add({ weeks });
  const instant = (day: Temporal.PlainDate) => day.toZonedDateTime(zone).toInstant().toString({ smallestUnit: "second" });
  return { from: instant(first), to: instant(end), last: end.subtract({ days: 1 }).toString() };
}
