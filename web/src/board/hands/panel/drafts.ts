import { forgetBy } from "../../../api/forgetting";
import type { Part } from "../model/clash";
import type { Draft } from "../model/draft";
import type { Particulars } from "./Panel";

/** What was typed into a booking's form, and over which state of it. */
export interface KeptDraft {
  readonly base: Particulars;
  readonly draft: Draft;
  /** What somebody else has changed to something else meanwhile, as long as nobody has said whose is to stay. */
  readonly clashing: readonly Part[];
}

/** What was typed and not yet sent, by booking: closing the panel, or opening it for another booking, loses nothing. */
export const drafts = new Map<string, KeptDraft>();

forgetBy(() => drafts.clear());

addEventListener("beforeunload", (event) => {
  if (drafts.size > 0) event.preventDefault();
});
