import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { type ArtistFactsFragment, ArtistProfileDocument } from "../../api/operations";
import { useAsk } from "../../api/queries";
import { dayName } from "../../time/formats";
import { Answer } from "../../ui/Answer";
import { Button } from "../../ui/Button";
import { Empty, Page } from "../../ui/Page";
import { words } from "../../words/artists";
import { isDay, today } from "../bookings/days";
import { MonthCalendar } from "./MonthCalendar";
import { Profile } from "./Profile";
import { Upcoming } from "./Upcoming";

/** One artist: the record, the month and what comes next. */
export function ArtistPage() {
  const { artistId = "" } = useParams({ strict: false });
  const query = useAsk(ArtistProfileDocument, { id: artistId }, { kinds: ["ARTIST"] });
  return <Answer query={query}>{({ artist }) => (artist === null ? <Missing /> : <Found key={artist.id} artist={artist} />)}</Answer>;
}

function Found({ artist }: { artist: ArtistFactsFragment }) {
  const { id, name, specialties, employment, archivedAt, timeZone } = artist;
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const month = typeof search.month === "string" && isDay(`${search.month}-01`) ? `${search.month}-01` : today(timeZone);
  return (
    <Page title={name} intro={[...specialties, words.kinds[employment]].join(" · ")}>
      {archivedAt !== null && (
        <p role="status" className="mb-4 rounded-lg bg-warning-soft px-4 py-2.5 text-warning">
          {words.archivedSince(dayName(archivedAt.slice(0, 10)))}
        </p>
      )}
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="min-w-0 space-y-4">
          <MonthCalendar
            artistId={id}
            zone={timeZone}
            month={month}
            onMonth={(day) => void navigate({ to: "/artists/$artistId", params: { artistId: id }, search: { month: day.slice(0, 7) }, replace: true })}
          />
        </div>
        <div className="min-w-0 space-y-4">
          <Profile artist={artist} />
          <Upcoming artist={artist} />
        </div>
      </div>
    </Page>
  );
}

function Missing() {
  return (
    <Page title={words.title}>
      <Empty title={words.notFound}>
        <Button asChild className="mt-3">
          <Link to="/artists">{words.toArtists}</Link>
        </Button>
      </Empty>
    </Page>
  );
}
