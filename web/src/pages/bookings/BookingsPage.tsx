import { Link } from "@tanstack/react-router";
import { Download } from "lucide-react";
import { useMemo } from "react";
import { BookingsListDocument } from "../../api/operations";
import { usePages } from "../../api/pages";
import { useMay, useViewer } from "../../app/viewer";
import { useNow } from "../../time/useNow";
import { Button } from "../../ui/Button";
import { Empty, Page } from "../../ui/Page";
import { PagesOf } from "../../ui/PagesOf";
import { useFilter } from "../../ui/useFilter";
import { useNarrow } from "../../ui/useNarrow";
import { words } from "../../words/bookings";
import { BookingCards } from "./BookingCards";
import { BookingsTable } from "./BookingsTable";
import { BulkBar } from "./BulkBar";
import { Challenges } from "./Challenges";
import { today as todayIn } from "./days";
import { conditions, isBackwards, readFilter, SORTS, writeFilter } from "./filter";
import { FilterBar } from "./FilterBar";
import { matching } from "./matching";
import { useDownload } from "./useDownload";
import { useSelection } from "./useSelection";

const PAGE = 100;

/** The list of bookings: to find them, to take steps with many at once, and to take them elsewhere. */
export function BookingsPage() {
  const zone = useViewer().tenant.timeZone;
  const mayWrite = useMay("bookings:write");
  const isNarrow = useNarrow();
  const now = useNow();
  const today = todayIn(zone);
  const [filter, change] = useFilter("/bookings", readFilter, writeFilter);
  const asked = useMemo(() => ({ first: PAGE, filter: conditions(filter, today, zone), orderBy: SORTS[filter.sort] }), [filter, today, zone]);
  const searches = filter.search.trim() !== "";
  const list = usePages(BookingsListDocument, asked, {
    of: (data) => data.bookings,
    kinds: ["BOOKING", "HOLD", "PROJECT", "PHASE", "ARTIST"],
    enabled: !isBackwards(filter),
    // What is searched has to be here, since the API does not search bookings.
    all: searches,
  });
  const loaded = list.nodes ?? [];
  const bookings = useMemo(() => matching(loaded, filter.search), [list.nodes, filter.search]);
  const selection = useSelection(useMemo(() => bookings.map(({ id }) => id), [bookings]));
  const selected = useMemo(() => bookings.filter(({ id }) => selection.ids.has(id)), [bookings, selection.ids]);
  const download = useDownload(asked, filter.search, words.fileName(today));
  const total = searches ? bookings.length : (list.totalCount ?? bookings.length);
  const List = isNarrow ? BookingCards : BookingsTable;

  return (
    <Page
      title={words.title}
      intro={words.intro}
      actions={
        <Button onClick={() => void download.start()} disabled={download.loaded !== null || bookings.length === 0} className="max-md:min-h-11">
          <Download aria-hidden />
          {download.loaded === null ? words.download : words.downloading(download.loaded)}
        </Button>
      }
    >
      {mayWrite && <Challenges now={now} />}
      <FilterBar filter={filter} onChange={change} today={today} />
      {isBackwards(filter) ? (
        <Empty title={words.filter.backwards} />
      ) : (
        <PagesOf
          pages={{ ...list, nodes: list.nodes && bookings }}
          count={(shown) => (searches ? words.found(shown, list.totalCount ?? loaded.length) : words.shown(shown, list.totalCount))}
          empty={<Nothing mayWrite={mayWrite} />}
        >
          {(nodes) => <List bookings={nodes} total={total} now={now} selection={mayWrite ? selection : null} />}
        </PagesOf>
      )}
      {mayWrite && <BulkBar bookings={selected} onClear={() => selection.set([])} />}
    </Page>
  );
}

function Nothing({ mayWrite }: { mayWrite: boolean }) {
  return (
    <Empty title={words.none}>
      <p>{words.noneHint}</p>
      {mayWrite && (
        <Button asChild className="mt-3">
          <Link to="/">{words.toSchedule}</Link>
        </Button>
      )}
    </Empty>
  );
}
