import { Link, useLocation } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { Present } from "../live/Present";
import { useFollowing } from "../live/useFollowing";
import { classes } from "../ui/classes";
import { words } from "../words/shell";
import { Account } from "./Account";
import { ConnectionState } from "./ConnectionState";
import { type Destination, destinations } from "./navigation";
import { useViewer } from "./viewer";

/** What is around every page: where to go, who is there, and whether the page is live. */
export function Shell({ children }: { children: ReactNode }) {
  const viewer = useViewer();
  useFollowing(viewer);
  const places = destinations(viewer);
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

function Place({ to, label, icon: Icon }: Destination) {
  return (
    <Link
      to={to}
      activeOptions={{ exact: to === "/", includeSearch: false }}
      title={label}
      className={classes(
        "flex items-center gap-2.5 rounded-md px-2.5 py-2 text-muted hover:bg-sunken hover:text-ink",
        "data-[status=active]:bg-accent-soft data-[status=active]:font-medium data-[status=active]:text-accent",
        // On a phone as wide as its longest word, so that nine of them stay readable side by side.
        "max-md:min-w-11 max-md:flex-auto max-md:flex-col max-md:gap-0.5 max-md:px-0.5 max-md:py-1.5 max-md:text-[0.625rem]",
      )}
    >
      <Icon aria-hidden className="size-4.5 shrink-0" />
      <span className="max-md:w-min max-md:text-center max-md:leading-tight md:truncate md:max-xl:sr-only">{label}</span>
    </Link>
  );
}
