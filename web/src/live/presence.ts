import { useEffect, useSyncExternalStore } from "react";
import { ask } from "../api/ask";
import { graphqlUrl, live, signed } from "../api/endpoint";
import { PresentColleaguesDocument, type PresentColleaguesSubscription, TellPresenceDocument } from "../api/operations";
import { isRefusal } from "../api/refusal";
import { Attention, type View } from "./attention";
import { onWake } from "./waking";

export type { View } from "./attention";

type Session = PresentColleaguesSubscription["presence"]["present"][number];

/** Somebody else who is there, with all that their windows look at. */
export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly sessions: readonly Session[];
}

const NOBODY: readonly Session[] = [];

/** Who is there, and that we are. */
export class Presence {
  readonly #attention: Attention;
  readonly #listeners = new Set<() => void>();
  #sessions = NOBODY;

  constructor(attention: Attention) {
    this.#attention = attention;
  }

  /** The sessions that the server has told of; none while nothing comes from it. */
  readonly sessions = (): readonly Session[] => this.#sessions;

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
    const unsubscribe = live.subscribe(
      { query: PresentColleaguesDocument.toString() },
      {
        next: ({ data }) => this.#show((data as PresentColleaguesSubscription | null | undefined)?.presence.present ?? NOBODY),
        error: () => this.#show(NOBODY),
        complete: () => undefined,
      },
    );
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
      unsubscribe();
      leave();
      this.#show(NOBODY);
    };
  };

  #show(sessions: readonly Session[]): void {
    this.#sessions = sessions;
    for (const listener of this.#listeners) listener();
  }
}

/** The colleagues among `sessions`, one entry a person, in the order of their coming. */
export function colleagues(sessions: readonly Session[], me: string): Colleague[] {
  const people = new Map<string, { id: string; name: string; sessions: Session[] }>();
  for (const session of sessions) {
    const { id, name } = session.user;
    if (id === me) continue;
    const person = people.get(id) ?? { id, name, sessions: [] };
    person.sessions.push(session);
    people.set(id, person);
  }
  return [...people.values()];
}

/** The names of those who edit a booking in other sessions than `own`, or null; the same text while it stays so. */
export function editorsOf(sessions: readonly Session[], bookingId: string, own: string): string | null {
  const names = sessions.filter((each) => each.bookingId === bookingId && each.session !== own).map(({ user }) => user.name);
  return names.length === 0 ? null : [...new Set(names)].join(", ");
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

/** Who else edits a booking right now, as names; null: nobody. For `data-edited-by`. */
export function useEditorsOf(bookingId: string): string | null {
  return useSyncExternalStore(presence.onChange, () => editorsOf(presence.sessions(), bookingId, attention.session));
}
