import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { dayOfIso, isoDay } from "./model/texts";
import type { BoardSearch } from "./search";
import { useBoard } from "./useBoard";
import type { Viewport } from "./viewport";

/** How long the board has to be left alone before its address follows, in ms. */
const PAUSE = 300;

/** Keeps the address of the page and what the board shows the same. */
export function useAddress(viewport: Viewport): void {
  const search: BoardSearch = useSearch({ from: "/signed-in/" });
  const navigate = useNavigate({ from: "/" });
  const written = useRef<string | null>(null);

  // An address that somebody else has written: a link, or the browser's way back. One that says nothing changes nothing.
  useEffect(() => {
    const text = JSON.stringify(search);
    if (text === written.current) return;
    written.current = text;
    if (text === "{}") return;
    const { zoom, date, group, sort, clock, project, search: name = "", specialty = null, employment = null, status = null } = search;
    useBoard.setState({
      filters: { search: name, specialty, employment, projectId: project ?? null, status },
      grouping: group ?? "none",
      sorting: sort ?? "name",
      clock: clock ?? "studio",
    });
    if (zoom !== undefined) viewport.zoomTo(zoom);
    const day = date === undefined ? null : dayOfIso(date, viewport.view().scale.zone);
    if (day !== null) viewport.show(day);
  }, [search, viewport]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const write = () => {
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
}

function searchOf(viewport: Viewport): BoardSearch {
  const { zoom, date, filters, grouping, sorting, clock } = useBoard.getState();
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
  };
}
