import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Zone } from "../time/zone";
import { isNarrow } from "../ui/useNarrow";
import { dayOfIso, isoDay } from "./model/texts";
import { type BoardSearch, boardSearch } from "./search";
import { useBoard } from "./useBoard";
import { Viewport } from "./viewport";

/** How long the board has to be left alone before its address follows, in ms. */
const PAUSE = 600;

/** With which the board opens where only few days have room for the names of bookings. */
const NARROW_ZOOM = "days3";

/** A viewport on what the address of the page asks for, kept in step with it ever after. */
export function useAddress(zoneOf: () => Zone): Viewport {
  // The router lays what it has read over what stands in the address, so what makes no sense is there again.
  const sense = JSON.stringify(boardSearch(useSearch({ from: "/signed-in/" })));
  const search = useMemo(() => JSON.parse(sense) as BoardSearch, [sense]);
  const navigate = useNavigate({ from: "/" });
  const followed = useRef(search);
  const written = useRef<string | null>(null);
  const [viewport] = useState(() => {
    follow(search);
    const { zoom, date } = useBoard.getState();
    const zone = zoneOf();
    return new Viewport(zone, search.zoom ?? (date === null && isNarrow() ? NARROW_ZOOM : zoom), dayOf(search, zone) ?? date);
  });

  // An address that somebody else has written: a link, or the browser's way back.
  useEffect(() => {
    if (search === followed.current) return;
    followed.current = search;
    if (JSON.stringify(search) === written.current) return;
    follow(search);
    if (search.zoom !== undefined) viewport.zoomTo(search.zoom);
    const day = dayOf(search, viewport.view().scale.zone);
    if (day !== null) viewport.show(day);
  }, [search, viewport]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const write = () => {
      // While the browser's way back waits for an answer, the address is already that of the other page.
      if (location.pathname !== "/") return void (timer = setTimeout(write, PAUSE));
      const now = searchOf(viewport);
      const text = JSON.stringify(now);
      if (text === written.current) return;
      written.current = text;
      void navigate({ search: now, replace: true, resetScroll: false });
    };
    const end = useBoard.subscribe(() => {
      clearTimeout(timer);
      timer = setTimeout(write, PAUSE);
    });
    return () => {
      clearTimeout(timer);
      end();
    };
  }, [navigate, viewport]);
  return viewport;
}

/** Shows what a search asks for. One that asks for nothing leaves the board as the person has left it. */
function follow(search: BoardSearch): void {
  if (Object.keys(search).length === 0) return;
  const { group, sort, clock, project, booking, search: name = "", specialty = null, employment = null, status = null } = search;
  useBoard.setState({
    opened: booking ?? null,
    filters: { search: name, specialty, employment, projectId: project ?? null, status },
    grouping: group ?? "none",
    sorting: sort ?? "name",
    clock: clock ?? "studio",
  });
}

function dayOf({ date }: BoardSearch, zone: Zone): number | null {
  return date === undefined ? null : dayOfIso(date, zone);
}

function searchOf(viewport: Viewport): BoardSearch {
  const { zoom, date, filters, grouping, sorting, clock, opened } = useBoard.getState();
  const { search, specialty, employment, projectId, status } = filters;
  return {
    zoom,
    ...(date !== null && { date: isoDay(date, viewport.view().scale.zone) }),
    ...(search !== "" && { search }),
    ...(specialty !== null && { specialty }),
    ...(employment !== null && { employment }),
    ...(projectId !== null && { project: projectId }),
    ...(status !== null && { status }),
    ...(grouping !== "none" && { group: grouping }),
    ...(sorting !== "name" && { sort: sorting }),
    ...(clock !== "studio" && { clock }),
    ...(opened !== null && { booking: opened }),
  };
}
