import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { ask } from "../../api/ask";
import { type MembersArtistsQuery, MembersArtistsDocument, type MembersListQuery, MembersListDocument } from "../../api/operations";
import { queries } from "../../api/queries";

export type Member = MembersListQuery["members"]["nodes"][number];
export type LinkableArtist = MembersArtistsQuery["artists"]["nodes"][number];

interface Turn<Item> {
  readonly nodes: readonly Item[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

async function all<Item>(turn: (after: string | null) => Promise<Turn<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  let after: string | null = null;
  do {
    const { nodes, pageInfo }: Turn<Item> = await turn(after);
    items.push(...nodes);
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  return items;
}

/** All members of the studio. */
export function useMembers(): UseQueryResult<Member[]> {
  return useQuery({
    queryKey: ["MembersList"],
    queryFn: ({ signal }) => all(async (after) => (await ask(MembersListDocument, { after }, signal)).members),
  });
}

/** All artists who can be linked to a member. */
export function useLinkableArtists(): UseQueryResult<LinkableArtist[]> {
  return useQuery({
    queryKey: ["MembersArtists"],
    queryFn: ({ signal }) => all(async (after) => (await ask(MembersArtistsDocument, { after }, signal)).artists),
    meta: { kinds: ["ARTIST"] },
  });
}

/** Reads again what a change of the members may have changed. */
export async function refreshMembers(): Promise<void> {
  const names = ["MembersList", "MembersInvitations", "MembersKeys", "MembersArtists"];
  await Promise.all(names.map((name) => queries.invalidateQueries({ queryKey: [name] })));
}
