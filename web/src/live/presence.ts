import { useEffect, useSyncExternalStore } from "react";
import { ask } from "../api/ask";
import { graphqlUrl, live, signed } from "../api/endpoint";
import { PresentColleaguesDocument, type PresentColleaguesSubscription, TellPresenceDocument } from "../api/operations";
import { isRefusal } from "../api/refusal";
import { Attention, type View } from "./attention";
import { editedIn, type PresentSession } from "./colleagues";
import { onWake } from "./waking";

export type { View } from "./attention";

const TRY_AGAIN_MS = 30_000;
const NOBODY: readonly PresentSession[] = [];

/** Who is there, and that we are. */
export class Presence {
  readonly #attention: Attention;
  readonly #listeners = new Set<() => void>();
  #sessions = NOBODY;
  #edited: ReadonlyMap<string, string> = new Map();

  constructor(attention: Attention) {
    this.#attention = attention;
  }

  /** The sessions that the server has told of; none while nothing comes from it. */
  readonly sessions = (): readonly PresentSession[] => this.#sessions;

  /** Which bookings others edit, and who: the same map until that changes. */
  readonly edited = (): ReadonlyMap<string, string> => this.#edited;

  readonly onChange = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** What we look at ourselves. */
  view(): View {
    return this.#attention.view;
  }

  tell(view: View): void {
    this.#attention.turnTo(view);
  }

  /** Is there, and watches who else is, until the function that it returns is called. */
  readonly begin = (): (() => void) => {
    let unsubscribe = () => {};
    let retry: ReturnType<typeof setTimeout> | undefined;
    const watch = () => {
      const again = () => {
        this.#show(NOBODY);
        retry = setTimeout(watch, TRY_AGAIN_MS);
      };
      unsubscribe = live.subscribe(
        { query: PresentColleaguesDocument.toString() },
        {
          next: ({ data }) => this.#show((data as PresentColleaguesSubscription | null | undefined)?.presence.present ?? NOBODY),
          error: again,
          complete: () => undefined,
        },
      );
    };
    watch();
    const endWatching = live.onChange(() => {
      if (live.state() === "lost") this.#show(NOBODY);
      if (live.state() === "live") this.#attention.renew();
    });
    const leave = () => this.#attention.leave();
    const come = () => this.#attention.renew();
    this.#attention.renew();
    addEventListener("pagehide", leave);
    addEventListener("pageshow", come);
    const sleepNoMore = onWake(come);
    return () => {
      sleepNoMore();
      removeEventListener("pagehide", leave);
      removeEventListener("pageshow", come);
      endWatching();
      clearTimeout(retry);
      unsubscribe();
      leave();
      this.#show(NOBODY);
    };
  };

  #show(sessions: readonly PresentSession[]): void {
    this.#sessions = sessions;
    const edited = editedIn(sessions, this.#attention.session);
    if (JSON.stringify([...edited]) !== JSON.stringify([...this.#edited])) this.#edited = edited;
    for (const listener of this.#listeners) listener();
  }
}

const attention = new Attention({
  async say(input) {
    const { updatePresence } = await ask(TellPresenceDocument, { input });
    return isRefusal(updatePresence) ? updatePresence : (updatePresence.expiresIn ?? null);
  },
  // What is sent while a page goes has to outlive it.
  bye(input) {
    const body = JSON.stringify({ query: TellPresenceDocument.toString(), variables: { input } });
    void signed(graphqlUrl, { method: "POST", headers: { "content-type": "application/json" }, body, keepalive: true }).catch(() => undefined);
  },
});

export const presence = new Presence(attention);

/** Tells colleagues what one looks at: call it as often as it changes. */
export function tellPresence(view: View): void {
  presence.tell(view);
}

/** Tells colleagues what a component shows, for as long as it is there. */
export function usePresenceOf({ from, to, artistIds, bookingId }: View): void {
  const artists = artistIds?.join();
  useEffect(() => {
    presence.tell({
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      ...(bookingId !== undefined && { bookingId }),
      ...(artists !== undefined && { artistIds: artists.split(",").filter(Boolean) }),
    });
  }, [from, to, artists, bookingId]);
  useEffect(() => () => presence.tell({}), []);
}

/** Which bookings others edit right now, and who, as names. For `data-edited-by`. */
export function useEdited(): ReadonlyMap<string, string> {
  return useSyncExternalStore(presence.onChange, presence.edited);
}
