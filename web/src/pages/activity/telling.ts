import type { BookingStatus, EventType } from "../../api/operations";
import { dayName, foreignZone, ownZone } from "../../time/formats";
import { spanName } from "../../time/span";
import { words } from "../../words/activity";
import type { Entry } from "./entry";
import type { Detail } from "./replay";

/** What goes into a sentence at one place: a text, or a name with somewhere to go. Where the name is null, it has to be looked up. */
export type Slot =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "artist" | "project"; readonly id: string; readonly name: string | null }
  | { readonly kind: "booking"; readonly id: string; readonly text: string };

/** A sentence with places in it, `{who} confirmed {artist}`, and what goes there. */
export interface Telling {
  readonly template: string;
  readonly slots: Readonly<Record<string, Slot>>;
}

/** What the viewer is told. Artists hear of others only that they are busy, and of nobody who did it. */
export interface Sight {
  readonly isArtist: boolean;
  /** As whom the viewer signs in. */
  readonly artistId: string | null;
}

const text = (value: string): Slot => ({ kind: "text", text: value });

type BookingDetail = Extract<Detail, { readonly facts: unknown }>;
type Booking = NonNullable<BookingDetail["booking"]>;

/** An event as a sentence. */
export function telling(entry: Entry, sight: Sight): Telling {
  const { detail, type } = entry;
  const who = whoOf(entry, sight);
  if (detail === null) return { template: words.said.hidden, slots: { who } };
  if ("facts" in detail) return ofBooking(detail, who, sight);
  switch (detail.__typename) {
    case "BookingConflictDetected": {
      const { attempted, artist, booking } = detail;
      const zone = artist?.timeZone ?? ownZone;
      const when = whenOf(attempted, zone);
      return {
        template: words.said.conflict,
        slots: {
          who,
          artist: artist ? { kind: "artist", ...artist } : text(words.someArtist),
          work: projectSlot(attempted.projectId, booking?.project ?? null),
          when: booking ? { kind: "booking", id: booking.id, text: when } : text(when),
        },
      };
    }
    case "HoldPromoted":
      return { template: words.said.promoted, slots: { who, ...aboutBooking(detail.booking), rank: text(String(detail.rank)) } };
    case "HoldExpiring":
      return { template: words.said.expiring, slots: { who, ...aboutBooking(detail.booking) } };
    case "HoldChallenged":
    case "ChallengeEnded": {
      const template = detail.__typename === "HoldChallenged" ? words.said.challenged : words.said.challengeEnded[detail.outcome];
      const challenge = detail.challenge;
      if (challenge === null) return { template: words.said.hidden, slots: { who } };
      return { template, slots: { who, ...aboutBooking(challenge.challenger), other: workOf(challenge.challenged) } };
    }
    case "ArtistCreated":
    case "ArtistUpdated":
    case "ArtistArchivedEvent":
    case "ArtistRestored":
      return { template: said(type), slots: { who, artist: detail.artist ? { kind: "artist", ...detail.artist } : text(words.unknown) } };
    case "PhaseCreated":
    case "PhaseUpdated":
    case "ProjectCreated":
    case "ProjectUpdated": {
      const phase = "phase" in detail ? text(detail.phase?.name ?? words.unknown) : text("");
      return { template: said(type), slots: { who, phase, work: detail.project ? { kind: "project", ...detail.project } : text(words.unknown) } };
    }
    default:
      return { template: words.said.hidden, slots: { who } };
  }
}

/** Several events of one request and one kind in one sentence. */
export function tellingTogether(entry: Entry, count: number, sight: Sight): Telling {
  return { template: words.together[entry.type], slots: { who: whoOf(entry, sight), count: text(String(count)) } };
}

/** The sentence without its links. */
export function plainly({ template, slots }: Telling): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const slot = slots[name];
    if (slot === undefined) return "";
    return "text" in slot ? slot.text : (slot.name ?? "");
  });
}

function whoOf({ actor }: Entry, { isArtist }: Sight): Slot {
  return text(actor?.name ?? (isArtist ? words.somebody : words.clockwork));
}

function said(type: EventType): string {
  return type in words.said ? (words.said[type as keyof typeof words.said] as string) : words.said.hidden;
}

function ofBooking(detail: BookingDetail, who: Slot, sight: Sight): Telling {
  const { booking, facts } = detail;
  if (facts === null) return { template: words.said.hidden, slots: { who } };
  const previous = "previous" in detail ? detail.previous : null;
  const artist: Slot = { kind: "artist", id: facts.artistId, name: booking?.artist.id === facts.artistId ? booking.artist.name : null };
  const when = whenOf(facts, booking?.artist.timeZone ?? ownZone);
  if (sight.isArtist && facts.artistId !== sight.artistId) {
    const template = facts.status === "CANCELLED" ? words.said.othersFree : words.said.othersBusy;
    return { template, slots: { artist, was: statusSlot(facts.status), when: text(when) } };
  }
  return {
    template: templateOf(detail),
    slots: {
      who,
      artist,
      other: previous ? { kind: "artist", id: previous.artistId, name: null } : text(words.someArtist),
      work: projectSlot(facts.projectId, booking?.project ?? null),
      was: statusSlot(previous?.status ?? facts.status),
      when: booking ? { kind: "booking", id: booking.id, text: when } : text(when),
    },
  };
}

function statusSlot(status: BookingStatus): Slot {
  return text(words.called[status]);
}

function templateOf(detail: BookingDetail): string {
  const { said: all } = words;
  const { facts } = detail;
  if (facts === null) return all.hidden;
  switch (detail.__typename) {
    case "BookingCreated":
      return all.created[facts.status];
    case "BookingPencilled":
      return detail.previous?.status === "CONFIRMED" ? all.unconfirmed : all.pencilled;
    case "BookingConfirmed":
      return all.confirmed;
    case "BookingCancelled":
      return detail.reason === null ? all.endedSomehow : all.ended[detail.reason];
    case "BookingRestored":
      return all.restored;
    case "BookingUpdated": {
      const { previous } = detail;
      if (previous === null) return all.edited;
      if (previous.status !== facts.status) return all.heldAgain;
      if (previous.artistId !== facts.artistId) return all.reassigned;
      if (previous.startTime !== facts.startTime || previous.endTime !== facts.endTime) return all.moved;
      if (previous.projectId !== facts.projectId) return all.otherWork;
      return previous.expiresAt === facts.expiresAt ? all.edited : all.extended;
    }
  }
}

function aboutBooking(booking: Booking | null): Record<string, Slot> {
  if (booking === null) return { artist: text(words.someArtist), work: text(words.noWork), when: text(words.unknown) };
  return {
    artist: { kind: "artist", ...booking.artist },
    work: workOf(booking),
    when: { kind: "booking", id: booking.id, text: whenOf(booking, booking.artist.timeZone) },
  };
}

function workOf({ project }: Booking): Slot {
  return project ? { kind: "project", ...project } : text(words.noWork);
}

function projectSlot(id: string | null, known: { readonly id: string; readonly name: string } | null): Slot {
  return id === null ? text(words.noWork) : { kind: "project", id, name: known?.id === id ? known.name : null };
}

function whenOf({ startTime, endTime }: { readonly startTime: string; readonly endTime: string }, zone: string): string {
  const span = { start: Date.parse(startTime), end: Date.parse(endTime) };
  const foreign = foreignZone(span.start, zone);
  return foreign === null ? spanName(span, zone) : `${spanName(span, zone)} ${foreign}`;
}

/** The day of an event as a heading. Both ISO dates. */
export function dayHeading(day: string, today: string, yesterday: string): string {
  if (day === today) return words.today;
  return day === yesterday ? words.yesterday : dayName(day, { long: true });
}
