import { lazy, Suspense, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { useMay, useViewer } from "../app/viewer";
import { usePresenceOf } from "../live/presence";
import { ownZone } from "../time/formats";
import { Zone } from "../time/zone";
import { Button } from "../ui/Button";
import { Empty } from "../ui/Page";
import { words as common } from "../words/common";
import { words } from "../words/board";
import type { BoardArtist } from "./artist";
import { BoardNews } from "./live/BoardNews";
import { loader } from "./loading";
import type { Row } from "./model/rows";
import { NextSteps } from "./NextSteps";
import { PrintedBoard } from "./PrintedBoard";
import { Timeline } from "./Timeline";
import { Toolbar } from "./Toolbar";
import { useAddress } from "./useAddress";
import { type Clock, NO_FILTERS, useBoard } from "./useBoard";
import { useChanges } from "./useChanges";
import { usePlan } from "./usePlan";
import { useRows } from "./useRows";
import { UNKNOWN, useUtilisation } from "./useUtilisation";
import { useWindow } from "./useWindow";

const ChosenBar = lazy(async () => ({ default: (await import("./hands/ChosenBar")).ChosenBar }));

/** The schedule of a studio that has artists. */
export function Board({ artists }: { artists: readonly BoardArtist[] }) {
  const { tenant, role, artist } = useViewer();
  const { timeZone } = tenant;
  const mayEdit = useMay("bookings:write");
  const seesInFull = role === "ARTIST" ? (artist?.id ?? "") : "all";
  const onlooker = useMemo(() => ({ mayEdit, seesInFull }), [mayEdit, seesInFull]);
  const clock = useBoard((state) => state.clock);
  const viewport = useAddress(() => zoneOf(useBoard.getState().clock, timeZone));
  const zone = useMemo(() => zoneOf(clock, timeZone), [clock, timeZone]);
  useEffect(() => viewport.setZone(zone), [viewport, zone]);

  useNewcomers(artists);
  const loading = useSyncExternalStore(loader.onChange, loader.state);
  const changes = useChanges(artists);
  const drawn = useWindow(viewport, onlooker);
  const { drawing, columns, period } = drawn;
  const [utilisation, setUtilisation] = useState(UNKNOWN);
  const rows = useRows(artists, drawn, utilisation, loading.loads, changes);
  const shown = useShown(rows);
  useUtilisation(artists, shown, drawn, changes, setUtilisation);
  const plan = usePlan(rows, drawn, changes);
  const opened = useBoard((state) => state.opened);
  usePresenceOf({
    from: period.start,
    to: period.end,
    ...(shown.size < artists.length && { artistIds: [...shown] }),
    ...(opened !== null && { bookingId: opened }),
  });

  return (
    <div className="flex h-full flex-col print:block">
      <h1 className="sr-only">{words.title}</h1>
      <BoardNews />
      <NextSteps />
      <Toolbar viewport={viewport} period={period} zone={zone} artists={artists} loading={loading.loading} />
      {loading.failure !== null && (
        <p role="alert" className="flex items-center gap-3 border-b border-line bg-warning-soft px-3 py-1.5 text-warning print:hidden">
          {words.failed}
          <Button size="small" onClick={() => loader.want(period.start, period.end)}>
            {common.tryAgain}
          </Button>
        </p>
      )}
      <div className="relative min-h-0 flex-1">
        <Timeline viewport={viewport} drawing={drawing} columns={columns} plan={plan} utilisation={utilisation} corner={words.artists(shown.size, artists.length)} />
        <Suspense>
          <ChosenBar shown={shown} changes={changes} />
        </Suspense>
        {shown.size === 0 && (
          <div className="absolute inset-x-0 top-24 z-10 mx-auto w-max max-w-full rounded-xl border border-line bg-raised shadow-lg">
            <Empty title={words.nobody}>
              <p>{words.nobodyHint}</p>
              <Button className="mt-3" onClick={() => useBoard.setState({ filters: NO_FILTERS })}>
                {words.clearFilters}
              </Button>
            </Empty>
          </div>
        )}
      </div>
      <PrintedBoard rows={rows} drawing={drawing} period={period} columns={columns} />
    </div>
  );
}

/** The zone of the header. */
function zoneOf(clock: Clock, studio: string): Zone {
  return Zone.of(clock === "mine" ? ownZone : studio);
}

/** Who comes back from the archive brings bookings along that were not told of before. */
function useNewcomers(artists: readonly BoardArtist[]): void {
  const before = useRef(artists);
  useEffect(() => {
    const known = new Set(before.current.map(({ id }) => id));
    before.current = artists;
    if (artists.some(({ id }) => !known.has(id))) loader.again();
  }, [artists]);
}

/** Who is shown: the same set while they are the same, in whatever order. */
function useShown(rows: readonly Row[]): ReadonlySet<string> {
  const before = useRef<ReadonlySet<string>>(new Set());
  return useMemo(() => {
    const shown = new Set(rows.flatMap((row) => (row.kind === "artist" ? [row.key] : [])));
    const isSame = shown.size === before.current.size && [...shown].every((id) => before.current.has(id));
    if (!isSame) before.current = shown;
    return before.current;
  }, [rows]);
}
