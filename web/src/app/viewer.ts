import { createContext, useContext } from "react";
import type { ViewerQuery } from "../api/operations";

export type Viewer = ViewerQuery["viewer"];

/** One of the scopes in docs/roles.md. */
export type Scope =
  | "schedule:read"
  | "rates:read"
  | "contacts:read"
  | "bookings:write"
  | "bookings:own"
  | "artists:write"
  | "projects:write"
  | "log:read"
  | "members:write"
  | "keys:write"
  | "audit:read"
  | "studio:write"
  | "studio:own";

export const ViewerContext = createContext<Viewer | null>(null);

/** Who is signed in. Everything below `SignedIn` has a viewer. */
export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (viewer === null) throw new Error("useViewer is for components below SignedIn");
  return viewer;
}

/** Whether the viewer may do what takes `scope`: what they may not is not offered. */
export function useMay(scope: Scope): boolean {
  return useViewer().scopes.includes(scope);
}
