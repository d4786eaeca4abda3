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

/** Which bookings are edited in other sessions than `own`, and by whom, as names. */
export function editedIn(sessions: readonly PresentSession[], own: string): ReadonlyMap<string, string> {
  const names = new Map<string, Set<string>>();
  for (const { bookingId, session, user } of sessions) {
    if (bookingId === null || session === own) continue;
    names.set(bookingId, (names.get(bookingId) ?? new Set()).add(user.name));
  }
  return new Map([...names].map(([bookingId, editors]) => [bookingId, [...editors].join(", ")]));
}
