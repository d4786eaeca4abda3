import { useMemo } from "react";
import { HandsSettingsDocument } from "../../api/operations";
import { useAsk } from "../../api/queries";
import { useViewer } from "../../app/viewer";
import type { Hand } from "./model/steps";

/** What the viewer may do with bookings. */
export function useHand(): Hand {
  const { role, scopes, artist } = useViewer();
  const ownArtistId = scopes.includes("bookings:own") ? (artist?.id ?? null) : null;
  return useMemo(() => ({ plans: scopes.includes("bookings:write"), ownArtistId, role }), [role, scopes, ownArtistId]);
}

/** Whom the viewer may book: `everybody`, the id of the artist that they are, or `nobody`. */
export function useBookable(): "everybody" | "nobody" | { readonly artistId: string } {
  const { plans, ownArtistId } = useHand();
  const isArtist = !plans && ownArtistId !== null;
  const settings = useAsk(HandsSettingsDocument, {}, { enabled: isArtist });
  if (plans) return "everybody";
  const lets = settings.data?.studioSettings.artistsMayHold === true;
  return isArtist && lets ? { artistId: ownArtistId } : "nobody";
}
