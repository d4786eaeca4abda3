import { Link, useLocation } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { Present } from "../live/Present";
import { useFollowing } from "../live/useFollowing";
import { classes } from "../ui/classes";
import { words } from "../words/shell";
import { Account } from "./Account";
import { ConnectionState } from "./ConnectionState";
import { type Destination, destinations } from "./navigation";
import { useWaiting } from "./useWaiting";
import { useViewer } from "./viewer";

/** What is around every page: where to go, who is there, and whether the page is live. */
export function Shell({ children }: { children: ReactNode }) {
  const viewer = useViewer();
  useFollowing(viewer);
  const waiting = useWaiting();
  const places = destinations(viewer, waiting);
  const nav = useCurrentInView();
  return (
    <div className="flex h-full flex-col print:block">
      <a href="#content" className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:rounded-md focus:bg-raised focus:p-3">
        {words.skip}
      </a>
      <header className="flex h-12 shrink-0 items-center gap-3 border-b border-line bg-surface px-3 print:hidden">
        <Link to="/" className="flex min-w-0 items-center gap-2 font-semibold">
          <img src={new URL("./icon.svg", import.meta.url).href} alt="" className="size-6" />
          <span className="truncate">{viewer.tenant.name}</span>
        </Link>
        <div className="flex-1" />
        <Present />
        <ConnectionState />
        <Account />
      </header>
      <div className="flex min-h-0 flex-1 max-md:flex-col-reverse print:block">
        <nav
          ref={nav}
          aria-label={words.pages}
          className="flex shrink-0 gap-0.5 border-line bg-surface max-md:gap-0 max-md:overflow-x-auto max-md:border-t md:w-14 md:flex-col md:border-r md:p-2 xl:w-48 print:hidden"
        >
          {places.map((place) => (
            <Place key={place.to} {...place} />
          ))}
        </nav>
        <main id="content" tabIndex={-1} className="min-h-0 min-w-0 flex-1 overflow-auto focus:outline-none print:overflow-visible">
          {children}
        </main>
      </div>
    </div>
  );
}

/** For a bar that may be longer than the screen is wide: where one is, is to be seen. */
function useCurrentInView() {
  const bar = useRef<HTMLElement>(null);
  const path = useLocation({ select: ({ pathname }) => pathname });
  useEffect(() => {
    bar.current?.querySelector("[data-status=active]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [path]);
  return bar;
}

function Place({ to, label, icon: Icon, waiting = 0 }: Destination) {
  return (
    <Link
      to={to}
      activeOptions={{ exact: to === "/", includeSearch: false }}
      title={waiting > 0 ? words.labelled(label, words.waiting(waiting)) : label}
      className={classes(
        "relative flex items-center gap-2.5 rounded-md px-2.5 py-2 text-muted hover:bg-sunken hover:text-ink",
        "data-[status=active]:bg-accent-soft data-[status=active]:font-medium data-[status=active]:text-accent",
        // On a phone as wide as its longest word, so that nine of them stay readable side by side.
        "max-md:min-w-11 max-md:flex-auto max-md:flex-col max-md:gap-0.5 max-md:px-0.5 max-md:py-1.5 max-md:text-[0.625rem]",
      )}
    >
      <Icon aria-hidden className="size-4.5 shrink-0" />
      <span className="max-md:w-min max-md:text-center max-md:leading-tight md:truncate md:max-xl:sr-only">{label}</span>
      {waiting > 0 && <Waiting count={waiting} />}
    </Link>
  );
}

/** A number beside a word, and over the picture where the word has no room. */
function Waiting({ count }: { count: number }) {
  return (
    <>
      <span
        aria-hidden
        className="min-w-4.5 rounded-full bg-danger-fill px-1 text-center text-[0.6875rem]/4.5 font-semibold text-white tabular-nums max-xl:absolute max-xl:top-0.5 max-xl:left-[calc(50%+0.25rem)] xl:ml-auto"
        data-testid="waiting"
      >
        {count}
      </span>
      <span className="sr-only">{words.waiting(count)}</span>
    </>
  );
}
