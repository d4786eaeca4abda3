import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from "@tanstack/react-router";
import { provider } from "../api/endpoint";
import { boardSearch } from "../board/search";
import { Broken } from "./Broken";
import { NotFound } from "./NotFound";
import { Shell } from "./Shell";
import { SignedIn } from "./SignedIn";

// app/pages.py names the same paths: the server answers each of them with this page.
const root = createRootRoute({ notFoundComponent: NotFound });

const callback = createRoute({
  getParentRoute: () => root,
  path: "/sign-in/callback",
  // Here, not in the component: what came with the address serves once.
  loader: () => provider.finish(location.href),
  component: lazyRouteComponent(() => import("../pages/sign-in/Callback"), "Callback"),
  errorComponent: lazyRouteComponent(() => import("../pages/sign-in/Callback"), "NotArrived"),
});

const signedIn = createRoute({
  getParentRoute: () => root,
  id: "signed-in",
  component: () => (
    <SignedIn>
      <Shell>
        <Outlet />
      </Shell>
    </SignedIn>
  ),
});

const below = <Path extends string>(path: Path, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => signedIn, path, component });

const board = createRoute({
  getParentRoute: () => signedIn,
  path: "/",
  component: lazyRouteComponent(() => import("../board/BoardPage"), "BoardPage"),
  validateSearch: boardSearch,
});

const pages = [
  board,
  below("/bookings", lazyRouteComponent(() => import("../pages/bookings/BookingsPage"), "BookingsPage")),
  below("/artists", lazyRouteComponent(() => import("../pages/artists/ArtistsPage"), "ArtistsPage")),
  below("/artists/$artistId", lazyRouteComponent(() => import("../pages/artists/ArtistPage"), "ArtistPage")),
  below("/projects", lazyRouteComponent(() => import("../pages/projects/ProjectsPage"), "ProjectsPage")),
  below("/projects/$projectId", lazyRouteComponent(() => import("../pages/projects/ProjectPage"), "ProjectPage")),
  below("/my-schedule", lazyRouteComponent(() => import("../pages/my-schedule/MySchedulePage"), "MySchedulePage")),
  below("/activity", lazyRouteComponent(() => import("../pages/activity/ActivityPage"), "ActivityPage")),
  below("/members", lazyRouteComponent(() => import("../pages/members/MembersPage"), "MembersPage")),
  below("/settings", lazyRouteComponent(() => import("../pages/settings/SettingsPage"), "SettingsPage")),
  below("/import", lazyRouteComponent(() => import("../pages/import/ImportPage"), "ImportPage")),
] as const;

export const router = createRouter({
  routeTree: root.addChildren([callback, signedIn.addChildren([...pages])]),
  defaultPreload: "intent",
  defaultErrorComponent: Broken,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
