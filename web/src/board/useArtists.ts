import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { ask } from "../api/ask";
import { BoardArtistsDocument, BoardProjectsDocument } from "../api/operations";
import type { BoardArtist } from "./artist";

/** All artists who can be booked. */
export function useArtists(): UseQueryResult<readonly BoardArtist[]> {
  return useQuery<readonly BoardArtist[]>({
    queryKey: ["BoardArtists"],
    queryFn: ({ signal }) => all(async (after) => (await ask(BoardArtistsDocument, { after }, signal)).artists),
    meta: { kinds: ["ARTIST"] },
  });
}

export interface BoardProject {
  readonly id: string;
  readonly name: string;
}

/** All projects, to choose one from. */
export function useProjects(enabled: boolean): UseQueryResult<readonly BoardProject[]> {
  return useQuery<readonly BoardProject[]>({
    queryKey: ["BoardProjects"],
    queryFn: ({ signal }) => all(async (after) => (await ask(BoardProjectsDocument, { after }, signal)).projects),
    enabled,
    meta: { kinds: ["PROJECT"] },
  });
}

interface PageOf<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

async function all<Node>(pageAfter: (cursor: string | null) => Promise<PageOf<Node>>): Promise<Node[]> {
  const found: Node[] = [];
  let cursor: string | null = null;
  for (;;) {
    const { nodes, pageInfo }: PageOf<Node> = await pageAfter(cursor);
    found.push(...nodes);
    if (!pageInfo.hasNextPage) return found;
    cursor = pageInfo.endCursor;
  }
}
