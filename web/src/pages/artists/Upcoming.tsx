import { Link } from "@tanstack/react-router";
import { type ArtistFactsFragment, BookingsListDocument } from "../../api/operations";
import { useAsk } from "../../api/queries";
import { useMay } from "../../app/viewer";
import { useNow } from "../../time/useNow";
import { Answer } from "../../ui/Answer";
import { Button } from "../../ui/Button";
import { Card, Empty } from "../../ui/Page";
import { words } from "../../words/artists";
import { Expires, Firmness, ToBoard, When } from "../bookings/BookingCells";
import { startOf, today } from "../bookings/days";

const MOST = 10;

/** What an artist is booked for next. */
export function Upcoming({ artist: { id, timeZone, archivedAt } }: { artist: ArtistFactsFragment }) {
  const now = useNow();
  const mayBook = useMay("bookings:write") && archivedAt === null;
  const query = useAsk(
    BookingsListDocument,
    { first: MOST, filter: { artistIds: [id], from: startOf(today(timeZone), timeZone) }, orderBy: "START_TIME_ASC" },
    { kinds: ["BOOKING", "HOLD", "PROJECT"] },
  );
  const all = (
    <Link to="/bookings" search={{ when: "all", artists: id }} className="rounded-sm text-sm text-accent hover:underline">
      {words.allBookings}
    </Link>
  );
  return (
    <Card title={words.upcoming} actions={all}>
      <Answer query={query}>
        {({ bookings: { nodes } }) =>
          nodes.length === 0 ? (
            <Empty title={words.noUpcoming}>
              {mayBook && (
                <>
                  <p>{words.noUpcomingHint}</p>
                  <Button asChild className="mt-3">
                    <Link to="/">{words.toSchedule}</Link>
                  </Button>
                </>
              )}
            </Empty>
          ) : (
            <ul className="divide-y divide-line">
              {nodes.map((booking) => (
                <li key={booking.id} className="relative px-4 py-2.5 hover:bg-sunken">
                  <div className="flex flex-wrap items-center justify-between gap-2">
                    <ToBoard booking={booking} text="work" />
                    <Firmness booking={booking} />
                  </div>
                  <div className="flex items-end justify-between gap-2">
                    <div>
                      <When booking={booking} />
                    </div>
                    <Expires booking={booking} now={now} />
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </Card>
  );
}
