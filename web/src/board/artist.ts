import type { BoardArtistFragment } from "../api/operations";

/** An artist as the board shows them. `workingHours` are of their own zone, such as `mon 09:00-18:00`. */
export type BoardArtist = BoardArtistFragment;
