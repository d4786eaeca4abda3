import type { ActivityEventsQuery, EventType } from "../../api/operations";
import { dayOf } from "../../time/formats";
import type { Detail } from "./replay";

/** An event of the studio's log, with what it is about. */
export interface Entry {
  readonly revision: number;
  readonly type: EventType;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Null: the studio's clockwork, or somebody whom the viewer is not told. */
  readonly actor: { readonly id: string; readonly name: string } | null;
  readonly aggregateId: string;
  /** Which state of that thing it made. */
  readonly version: number;
  readonly requestId: string | null;
  /** Facts before and after in the log's own words; only admins have them. */
  readonly raw: RawFacts | null;
  /** Missing where the stream does not tell the viewer. */
  readonly detail: Detail | null;
}

type Facts = Readonly<Record<string, unknown>>;

export interface RawFacts {
  readonly facts: Facts;
  readonly previous: Facts | null;
}

export function entryOf(event: ActivityEventsQuery["events"]["nodes"][number], detail: Detail | undefined): Entry {
  const { revision, type, occurredAt, actor, aggregateId, version, requestId, data } = event;
  return {
    revision,
    type,
    at: Date.parse(occurredAt),
    actor,
    aggregateId,
    version,
    requestId,
    raw: rawFacts(data),
    detail: detail ?? null,
  };
}

function rawFacts(data: unknown): RawFacts | null {
  if (!isRecord(data) || !isRecord(data.facts)) return null;
  return { facts: data.facts, previous: isRecord(data.previous) ? data.previous : null };
}

function isRecord(value: unknown): value is Facts {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What one request did: one event, or several of a kind that are told as one. */
export interface Deed {
  /** The newest first; never empty. */
  readonly entries: readonly [Entry, ...Entry[]];
}

/** From so many events of one kind on, a request is told in one line. */
const MANY = 3;

/** Puts together what one request did of one kind, where it did much of it. */
export function deedsOf(entries: readonly Entry[]): Deed[] {
  const requests: [Entry, ...Entry[]][] = [];
  for (const entry of entries) {
    const request = requests.at(-1);
    if (request !== undefined && entry.requestId !== null && request[0].requestId === entry.requestId) request.push(entry);
    else requests.push([entry]);
  }
  return requests.flatMap(ofOneRequest);
}

function ofOneRequest(entries: readonly Entry[]): Deed[] {
  const kinds = new Map<EventType, [Entry, ...Entry[]]>();
  for (const entry of entries) {
    const kind = kinds.get(entry.type);
    if (kind) kind.push(entry);
    else kinds.set(entry.type, [entry]);
  }
  return [...kinds.values()]
    .flatMap((kind) => (kind.length >= MANY ? [{ entries: kind }] : kind.map((entry): Deed => ({ entries: [entry] }))))
    .sort((a, b) => b.entries[0].revision - a.entries[0].revision);
}

/** The deeds day by day in their own order, with the local day as an ISO date. */
export function byDay(deeds: readonly Deed[], zone: string): { readonly day: string; readonly deeds: readonly Deed[] }[] {
  const days: { day: string; deeds: Deed[] }[] = [];
  for (const deed of deeds) {
    const day = dayOf(deed.entries[0].at, zone);
    const last = days.at(-1);
    if (last?.day === day) last.deeds.push(deed);
    else days.push({ day, deeds: [deed] });
  }
  return days;
}

/** Whether a deed of `userId` can be taken back: it is about bookings, and the last of all that happened to each of them. */
export function canUndo({ entries }: Deed, all: readonly Entry[], userId: string): boolean {
  return entries.every((entry) => {
    if (entry.actor?.id !== userId || !entry.type.startsWith("BOOKING_") || entry.type === "BOOKING_CONFLICT_DETECTED") return false;
    const { detail } = entry;
    if (detail === null || !("booking" in detail) || detail.booking === null) return false;
    return detail.booking.version <= entry.version && !all.some((each) => each.aggregateId === entry.aggregateId && each.revision > entry.revision);
  });
}
