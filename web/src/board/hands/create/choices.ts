import { useQuery } from "@tanstack/react-query";
import { ask } from "../../../api/ask";
import { HandsArtistsDocument, type HandsArtistsQuery, HandsProjectsDocument, type HandsProjectsQuery } from "../../../api/operations";

export type ArtistChoice = HandsArtistsQuery["artists"]["nodes"][number];
export type ProjectChoice = HandsProjectsQuery["projects"]["nodes"][number];

interface PageOf<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

async function allOf<Node>(fetch: (after: string | null) => Promise<PageOf<Node>>): Promise<Node[]> {
  const all: Node[] = [];
  for (let after: string | null = null; ; ) {
    const { nodes, pageInfo } = await fetch(after);
    all.push(...nodes);
    if (!pageInfo.hasNextPage) return all;
    after = pageInfo.endCursor;
  }
}

/** Everybody who can be booked; undefined while they are fetched. */
export function useArtists(): readonly ArtistChoice[] | undefined {
  return useQuery({
    queryKey: ["HandsArtists"],
    queryFn: ({ signal }) => allOf(async (after) => (await ask(HandsArtistsDocument, { after }, signal)).artists),
    meta: { kinds: ["ARTIST"] },
  }).data;
}

/** The projects that take bookings, with their phases; undefined while they are fetched. */
export function useProjects(): readonly ProjectChoice[] | undefined {
  return useQuery({
    queryKey: ["HandsProjects"],
    queryFn: ({ signal }) => allOf(async (after) => (await ask(HandsProjectsDocument, { after }, signal)).projects),
    meta: { kinds: ["PROJECT", "PHASE"] },
  }).data;
}
