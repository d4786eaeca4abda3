import type { PresentColleaguesSubscription } from "../api/operations";

/** One tab of somebody who is there. */
export type PresentSession = PresentColleaguesSubscription["presence"]["present"][number];

/** Somebody else who is there, with all that their windows look at. */
export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly sessions: readonly PresentSession[];
}

/** The colleagues among `sessions`, one entry a person, in the order of their coming. */
export function colleagues(sessions: readonly PresentSession[], me: string): Colleague[] {
  const people = new Map<string, { id: string; name: string; sessions: PresentSession[] }>();
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
export function editorsOf(sessions: readonly PresentSession[], bookingId: string, own: string): string | null {
  const names = sessions.filter((each) => each.bookingId === bookingId && each.session !== own).map(({ user }) => user.name);
  return names.length === 0 ? null : [...new Set(names)].join(", ");
}
