import type { EventType } from "../../api/operations";
import { words } from "../../words/activity";
import { dayName, momentName } from "../../time/formats";
import { daysOf, isWholeDays, type Span } from "../../time/span";
import type { Entry } from "./entry";

/** One thing that an event changed. */
export interface Alteration {
  readonly field: string;
  readonly from: Value;
  readonly to: Value;
}

/** Something to show: a text, or the id of what has a name; null: nothing. */
export type Value = { readonly text: string } | { readonly id: string } | null;

/** Of the others the sentence says all, or the log has nothing to say. */
const TOLD_BY_FIELD: ReadonlySet<EventType> = new Set(["ARTIST_UPDATED", "PROJECT_UPDATED", "PHASE_UPDATED"]);

/** What was different before an event that changed a booking, an artist, a project or a phase; times are those of `zone`. */
export function alterations({ type, detail, raw }: Entry, zone: string): Alteration[] {
  if (detail !== null && "previous" in detail && "facts" in detail) {
    const { facts, previous } = detail;
    if (facts === null || previous === null) return [];
    const moment = (text: string): Value => ({ text: momentName(Date.parse(text), zone) });
    const id = (value: string | null): Value => (value === null ? null : { id: value });
    const expiry = (value: string | null): Value => (value === null ? { text: words.fields.never } : moment(value));
    const isHold = facts.status === "HOLD" && previous.status === "HOLD";
    return [
      ...timesAltered(previous, facts, zone),
      ...altered(words.fields.artist, previous.artistId, facts.artistId, id),
      ...altered(words.fields.project, previous.projectId, facts.projectId, id),
      ...altered(words.fields.phase, previous.phaseId, facts.phaseId, id),
      ...(isHold ? altered(words.fields.expiresAt, previous.expiresAt, facts.expiresAt, expiry) : []),
    ];
  }
  if (raw?.previous == null || !TOLD_BY_FIELD.has(type)) return [];
  const { facts, previous } = raw;
  return Object.keys(facts).flatMap((name) => {
    if (!(name in words.fields) || JSON.stringify(facts[name]) === JSON.stringify(previous[name])) return [];
    return [{ field: words.fields[name as keyof typeof words.fields], from: rawValue(name, previous[name]), to: rawValue(name, facts[name]) }];
  });
}

function altered<Fact>(field: string, from: Fact, to: Fact, show: (fact: Fact) => Value): Alteration[] {
  return from === to ? [] : [{ field, from: show(from), to: show(to) }];
}

interface Times {
  readonly startTime: string;
  readonly endTime: string;
}

/** Whole days are told as days, as they are meant: the last one goes up to the midnight after it. */
function timesAltered(before: Times, after: Times, zone: string): Alteration[] {
  const isByDays = [before, after].every((each) => isWholeDays(spanOf(each), zone));
  const [start, end] = isByDays ? [words.fields.start_date, words.fields.end_date] : [words.fields.start, words.fields.end];
  const from = { field: start, from: startOf(before, zone), to: startOf(after, zone) };
  const to = { field: end, from: endOf(before, zone), to: endOf(after, zone) };
  return [...(before.startTime === after.startTime ? [] : [from]), ...(before.endTime === after.endTime ? [] : [to])];
}

function spanOf({ startTime, endTime }: Times): Span {
  return { start: Date.parse(startTime), end: Date.parse(endTime) };
}

function startOf(times: Times, zone: string): Value {
  const span = spanOf(times);
  return { text: isWholeDays(span, zone) ? dayName(daysOf(span, zone).first) : momentName(span.start, zone) };
}

function endOf(times: Times, zone: string): Value {
  const span = spanOf(times);
  return { text: isWholeDays(span, zone) ? dayName(daysOf(span, zone).last) : momentName(span.end, zone) };
}

function rawValue(name: string, value: unknown): Value {
  if (value === null || value === undefined || value === "") return null;
  if (name.endsWith("_id") && typeof value === "string") return { id: value };
  if (Array.isArray(value)) return { text: value.join(", ") };
  if (name.endsWith("_date")) return { text: dayName(String(value)) };
  return { text: name === "status" || name === "employment" ? String(value).replace("_", " ") : String(value) };
}
