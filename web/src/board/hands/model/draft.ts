import { words } from "../../../words/hands";
import { type Day, dayAfter, instantOf, localTimeAt, type LocalTime } from "./localTime";
import { byInstants, type When, wholeDays } from "./when";

/** A booking as it stands in a form: what was typed, in the artist's local time. */
export interface Draft {
  readonly artistId: string;
  /** Empty: none. */
  readonly projectId: string;
  readonly phaseId: string;
  readonly isByDays: boolean;
  /** A day, or a local time. */
  readonly from: Day | LocalTime;
  /** The last day, included; or the local time up to which it goes. */
  readonly to: Day | LocalTime;
  readonly notes: string;
}

export type DraftField = "artistId" | "projectId" | "phaseId" | "from" | "to" | "notes" | "expiresAt";
export type DraftErrors = Partial<Record<DraftField, string>>;

/** A time as it stands in the fields of a form. */
export function typed(when: When, zone: string): Pick<Draft, "isByDays" | "from" | "to"> {
  if (when.days !== null) return { isByDays: true, from: when.days.first, to: when.days.last };
  return { isByDays: false, from: localTimeAt(when.start, zone), to: localTimeAt(when.end, zone) };
}

/** The same time by days instead of by hours, or the other way round. */
export function switched(draft: Draft): Draft {
  if (!draft.isByDays) {
    const endsAtMidnight = draft.to.endsWith("T00:00") && draft.to > draft.from;
    const last = draft.to.slice(0, 10);
    return { ...draft, isByDays: true, from: draft.from.slice(0, 10), to: endsAtMidnight ? dayAfter(last, -1) : last };
  }
  const at = (day: Day, clock: string) => (day === "" ? "" : `${day}T${clock}`);
  return { ...draft, isByDays: false, from: at(draft.from, "09:00"), to: at(draft.to, "18:00") };
}

/** What was typed as a time; where it is none, what is wrong with which field. */
export function whenTyped({ isByDays, from, to }: Pick<Draft, "isByDays" | "from" | "to">, zone: string): When | DraftErrors {
  const missing = isByDays ? words.form.needsDay : words.form.needsTime;
  if (isByDays) {
    if (!isDay(from) || !isDay(to)) return { ...(!isDay(from) && { from: missing }), ...(!isDay(to) && { to: missing }) };
    return from <= to ? wholeDays(from, to, zone) : { to: words.form.endsBeforeStart };
  }
  const start = instantOf(from, zone);
  const end = instantOf(to, zone);
  if (start === null || end === null) return { ...(start === null && { from: missing }), ...(end === null && { to: missing }) };
  // Where the clocks leave nothing in between the API says so, in its own words.
  return from < to ? byInstants(start, end) : { to: words.form.endsBeforeStart };
}

export function isWhen(typed: When | DraftErrors): typed is When {
  return "start" in typed;
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00Z`));
}

export function isSameDraft(a: Draft, b: Draft): boolean {
  return JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
}

const FIELDS: Record<string, DraftField> = {
  artistId: "artistId",
  projectId: "projectId",
  phaseId: "phaseId",
  startTime: "from",
  startDate: "from",
  endTime: "to",
  endDate: "to",
  notes: "notes",
  expiresAt: "expiresAt",
};

/** The field that a refusal is about (`["input", "endTime"]`); null: none of the form's. */
export function fieldAt(path: readonly string[]): DraftField | null {
  return path.map((part) => FIELDS[part]).find((field) => field !== undefined) ?? null;
}
