import { useRouter } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { type Identity, inStudio } from "../session/identity";

/**
 * What the address names beside the page is of whoever was there: somebody else, or the same person in another studio,
 * begins at the page itself. Who comes first, or comes back, finds what the address asks for, once they have chosen a
 * studio where they have several.
 */
export function useOwnAddress(identity: Identity | null): void {
  const { history } = useRouter();
  const last = useRef<Identity | null>(null);
  useEffect(() => {
    if (identity === null) return;
    const [, page = ""] = history.location.pathname.split("/");
    if (last.current !== null && !isSamePlace(last.current, identity)) history.replace(`/${page}`);
    last.current = identity;
  }, [identity, history]);
}

function isSamePlace(last: Identity, now: Identity): boolean {
  const slug = now.kind === "demo" ? undefined : now.studio;
  const isFirstChoice = slug !== undefined && last.kind !== "demo" && last.studio === undefined;
  return JSON.stringify(isFirstChoice ? inStudio(last, slug) : last) === JSON.stringify(now);
}
