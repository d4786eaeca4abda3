import { Link } from "@tanstack/react-router";
import { MoveHorizontal } from "lucide-react";
import { useState } from "react";
import { type BookingsRowFragment, ProjectBookingsDocument } from "../../api/operations";
import { usePages } from "../../api/pages";
import { useMay } from "../../app/viewer";
import { useNow } from "../../time/useNow";
import { Avatar } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { Empty } from "../../ui/Page";
import { PagesOf } from "../../ui/PagesOf";
import { words } from "../../words/projects";
import { Expires, Firmness, ToBoard } from "../bookings/BookingCells";
import { byArtist } from "./byArtist";
import { ShiftProject } from "./ShiftProject";

const PAGE = 100;

/** What is booked for a project, by artist. */
export function ProjectBookings({ projectId }: { projectId: string }) {
  const now = useNow();
  const mayWrite = useMay("bookings:write");
  const [shifts, setShifts] = useState(false);
  const pages = usePages(
    ProjectBookingsDocument,
    { id: projectId, first: PAGE },
    { of: (data) => data.project?.bookings ?? NOTHING, kinds: ["BOOKING", "HOLD", "ARTIST", "PHASE"] },
  );
  return (
    <section aria-labelledby="project-bookings">
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <h2 id="project-bookings" className="flex-1 text-base font-semibold">
          {words.bookings}
        </h2>
        <Link to="/bookings" search={{ when: "all", projects: projectId }} className="rounded-sm text-sm text-accent hover:underline">
          {words.inList}
        </Link>
        {mayWrite && (pages.nodes?.length ?? 0) > 0 && (
          <Button size="small" onClick={() => setShifts(true)} className="max-md:min-h-11">
            <MoveHorizontal aria-hidden />
            {words.shift}
          </Button>
        )}
      </div>
      <PagesOf
        pages={pages}
        count={() => words.bookingsCount(pages.totalCount ?? 0)}
        empty={
          <Empty title={words.noBookings}>
            {mayWrite && (
              <>
                <p>{words.noBookingsHint}</p>
                <Button asChild className="mt-3">
                  <Link to="/">{words.toSchedule}</Link>
                </Button>
              </>
            )}
          </Empty>
        }
      >
        {(bookings) => byArtist(bookings).map((group) => <OfArtist key={group.artist.id} {...group} now={now} />)}
      </PagesOf>
      {shifts && <ShiftProject projectId={projectId} onClose={() => setShifts(false)} />}
    </section>
  );
}

const NOTHING = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null }, totalCount: 0 };

function OfArtist({ artist, bookings, now }: { artist: BookingsRowFragment["artist"]; bookings: readonly BookingsRowFragment[]; now: number }) {
  return (
    <section className="border-b border-line last:border-b-0">
      <h3 className="flex items-center gap-2.5 px-4 pt-3 pb-1">
        <Avatar name={artist.name} />
        <Link to="/artists/$artistId" params={{ artistId: artist.id }} className="rounded-sm font-medium hover:underline">
          {artist.name}
        </Link>
        <span className="text-xs text-muted">{words.bookingsCount(bookings.length)}</span>
      </h3>
      <ul className="pb-2">
        {bookings.map((booking) => (
          <li
            key={booking.id}
            className="relative grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 px-4 py-1.5 hover:bg-sunken md:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_10rem_7rem] md:pl-14 max-md:min-h-11"
          >
            <div>
              <ToBoard booking={booking} text="when" />
            </div>
            <span className="truncate text-xs text-muted max-md:hidden">{booking.phase?.name}</span>
            <Firmness booking={booking} />
            <span className="text-xs max-md:col-span-2">
              <Expires booking={booking} now={now} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
