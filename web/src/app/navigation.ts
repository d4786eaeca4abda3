import { Activity, CalendarRange, FileUp, Film, ListChecks, Settings, UserRound, Users, UsersRound } from "lucide-react";
import { words } from "../words/shell";
import type { Viewer } from "./viewer";

export interface Destination {
  readonly to: "/" | "/bookings" | "/artists" | "/projects" | "/my-schedule" | "/activity" | "/members" | "/settings" | "/import";
  readonly label: string;
  readonly icon: typeof Activity;
  /** How much there waits for the viewer; missing: nothing can. */
  readonly waiting?: number;
}

/** Where the viewer may go, the most used first. `waiting`: how many challenges wait for their answer. */
export function destinations({ artist, scopes }: Viewer, waiting: number): Destination[] {
  const all: (Destination | false)[] = [
    { to: "/", label: words.board, icon: CalendarRange },
    artist !== null && { to: "/my-schedule", label: words.mySchedule, icon: UserRound },
    { to: "/bookings", label: words.bookings, icon: ListChecks, waiting },
    { to: "/artists", label: words.artists, icon: UsersRound },
    { to: "/projects", label: words.projects, icon: Film },
    { to: "/activity", label: words.activity, icon: Activity },
    scopes.includes("bookings:write") && { to: "/import", label: words.import, icon: FileUp },
    scopes.includes("members:write") && { to: "/members", label: words.members, icon: Users },
    scopes.includes("studio:write") && { to: "/settings", label: words.settings, icon: Settings },
  ];
  return all.filter((each) => each !== false);
}
