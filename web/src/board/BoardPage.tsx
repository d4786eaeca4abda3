import { Answer } from "../ui/Answer";
import { Board } from "./Board";
import { FirstRun } from "./FirstRun";
import { useArtists } from "./useArtists";

/** The schedule board; in a studio without artists, the way to the first booking. */
export function BoardPage() {
  const query = useArtists();
  return <Answer query={query}>{(artists) => (artists.length === 0 ? <FirstRun /> : <Board artists={artists} />)}</Answer>;
}
