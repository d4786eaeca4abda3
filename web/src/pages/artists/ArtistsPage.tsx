import { useMemo, useState } from "react";
import { ArtistsListDocument } from "../../api/operations";
import { usePages } from "../../api/pages";
import { useMay, useViewer } from "../../app/viewer";
import { AddButton } from "../../ui/AddButton";
import { Empty, Page } from "../../ui/Page";
import { PagesOf } from "../../ui/PagesOf";
import { useFilter } from "../../ui/useFilter";
import { words } from "../../words/artists";
import { plusDays, startOf, today as todayIn } from "../bookings/days";
import { AddArtist } from "./AddArtist";
import { ArtistsFilters } from "./ArtistsFilters";
import { ArtistsTable, DAYS_AHEAD } from "./ArtistsTable";
import { conditionsOf, readFilter, writeFilter } from "./filter";

const PAGE = 100;

/** Who can be booked. */
export function ArtistsPage() {
  const zone = useViewer().tenant.timeZone;
  const today = todayIn(zone);
  const mayWrite = useMay("artists:write");
  const [adds, setAdds] = useState(false);
  const [filter, change] = useFilter("/artists", readFilter, writeFilter);
  const asked = useMemo(
    // A day more on both sides: the days of artists elsewhere begin and end at other instants.
    () => ({ first: PAGE, filter: conditionsOf(filter), from: startOf(plusDays(today, -1), zone), to: startOf(plusDays(today, DAYS_AHEAD + 1), zone) }),
    [filter, today, zone],
  );
  const list = usePages(ArtistsListDocument, asked, { of: (data) => data.artists, kinds: ["ARTIST", "BOOKING", "HOLD"] });
  const isFiltered = Object.keys(asked.filter).length > 0;
  const add = mayWrite && (
    <AddButton look="primary" onClick={() => setAdds(true)}>
      {words.add}
    </AddButton>
  );
  return (
    <Page title={words.title} intro={words.intro} actions={add}>
      <ArtistsFilters filter={filter} onChange={change} />
      <PagesOf
        pages={list}
        count={(shown) => words.shown(shown, list.totalCount)}
        empty={
          isFiltered ? (
            <Empty title={words.noneFit}>{words.noneFitHint}</Empty>
          ) : (
            <Empty title={words.none}>
              <p>{words.noneHint}</p>
              {mayWrite && <div className="mt-3">{add}</div>}
            </Empty>
          )
        }
      >
        {(artists) => <ArtistsTable artists={artists} />}
      </PagesOf>
      {adds && <AddArtist onClose={() => setAdds(false)} />}
    </Page>
  );
}
