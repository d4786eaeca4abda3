import { useRouter } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import type { Identity } from "../session/identity";

/**
 * What the address names beside the page is of whoever was there: somebody else, or the same person in another studio,
 * begins at the page itself. Who comes first, or comes back, finds what the address asks for.
 */
export function useOwnAddress(identity: Identity | null): void {
  const { history } = useRouter();
  const last = useRef<string | null>(null);
  useEffect(() => {
    if (identity === null) return;
    const now = JSON.stringify(identity);
    const [, page = ""] = history.location.pathname.split("/");
    if (last.current !== null && last.current !== now) history.replace(`/${page}`);
    last.current = now;
  }, [identity, history]);
}
