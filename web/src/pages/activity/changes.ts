import type { EventType } from "../../api/operations";
import { words } from "../../words/activity";
import { dayName, formatter } from "../../time/formats";
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
    const moment = (text: string): Value => ({ text: momentOf(text, zone) });
    const id = (value: string | null): Value => (value === null ? null : { id: value });
    const expiry = (value: string | null): Value => (value === null ? { text: words.fields.never } : moment(value));
    const isHold = facts.status === "HOLD" && previous.status === "HOLD";
    return [
      ...altered(words.fields.start, previous.startTime, facts.startTime, moment),
      ...altered(words.fields.end, previous.endTime, facts.endTime, moment),
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

function momentOf(text: string, zone: string): string {
  const format = formatter(zone, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return format.format(Date.parse(text));
}

function rawValue(name: string, value: unknown): Value {
  if (value === null || value === undefined || value === "") return null;
  if (name.endsWith("_id") && typeof value === "string") return { id: value };
  if (Array.isArray(value)) return { text: value.join(", ") };
  if (name.endsWith("_date")) return { text: dayName(String(value)) };
  return { text: name === "status" || name === "employment" ? String(value).replace("_", " ") : String(value) };
}
