import type { Draft } from "./draft";

/** What of a booking one person can change while another changes the rest. */
export type Part = "artist" | "work" | "from" | "to" | "notes";

const FIELDS: Readonly<Record<Part, readonly (keyof Draft)[]>> = {
  artist: ["artistId"],
  // A phase is one of its project.
  work: ["projectId", "phaseId"],
  from: ["from"],
  to: ["to"],
  notes: ["notes"],
};
const PARTS: readonly Part[] = ["artist", "work", "from", "to", "notes"];
const TIME: readonly (keyof Draft)[] = ["isByDays", "from", "to"];

const isEnd = (part: Part) => part === "from" || part === "to";

/** Where one goes by days and the other by hours, neither end means anything without the other. */
function fieldsOf(part: Part, a: Draft, b: Draft): readonly (keyof Draft)[] {
  return isEnd(part) && a.isByDays !== b.isByDays ? TIME : FIELDS[part];
}

/** In which parts two drafts of a booking differ. */
export function differing(a: Draft, b: Draft): Part[] {
  return PARTS.filter((part) => fieldsOf(part, a, b).some((field) => a[field] !== b[field]));
}

/** A draft with one part as it is in another. */
export function taken(draft: Draft, part: Part, from: Draft): Draft {
  const fields = fieldsOf(part, draft, from).map((field) => [field, from[field]]);
  return { ...draft, ...(Object.fromEntries(fields) as Partial<Draft>) };
}

/** What was typed over one state of a booking, over a newer one: parts that were not touched show the newer. */
export function rebased(draft: Draft, before: Draft, now: Draft): Draft {
  const touched = touchedOf(draft, before, now);
  return PARTS.filter((part) => !touched.includes(part)).reduce((each, part) => taken(each, part, now), draft);
}

/** What was typed over one state of a booking and has become something else in a newer one meanwhile. */
export function clashes(draft: Draft, before: Draft, now: Draft): Part[] {
  const [changed, apart] = [differing(before, now), differing(draft, now)];
  return touchedOf(draft, before, now).filter((part) => changed.includes(part) && apart.includes(part));
}

function touchedOf(draft: Draft, before: Draft, now: Draft): Part[] {
  const touched = differing(draft, before);
  const isOneTime = draft.isByDays !== now.isByDays && touched.some(isEnd);
  return PARTS.filter((part) => touched.includes(part) || (isOneTime && isEnd(part)));
}
