import { daysIn } from "../../time/span";
import { type Day, monthOf } from "../bookings/days";

/** Anything that may have a first and a last day. */
export interface Dated {
  readonly startDate: Day | null;
  readonly endDate: Day | null;
}

/** The days that a line shows, both included. */
export interface Span {
  readonly first: Day;
  readonly last: Day;
}

/** Where something lies on a line, in percent of its length. */
export interface Place {
  readonly left: number;
  readonly width: number;
}

/** The days from the first to the last that any of them names; null: none names one. */
export function spanOf(dated: readonly Dated[]): Span | null {
  const days = dated.flatMap(({ startDate, endDate }) => [startDate, endDate].filter((day) => day !== null)).sort();
  const [first, last] = [days[0], days.at(-1)];
  return first === undefined || last === undefined ? null : { first, last };
}

/** Where a phase lies. What is open on a side goes on to the end of the line there; null: it has no dates. */
export function placeOf({ startDate, endDate }: Dated, span: Span): Place | null {
  if (startDate === null && endDate === null) return null;
  const from = startDate ?? span.first;
  const to = endDate ?? span.last;
  const length = daysIn(span.first, span.last);
  return { left: ((daysIn(span.first, from) - 1) / length) * 100, width: (daysIn(from, to) / length) * 100 };
}

/** The firsts of months within the line: at most a dozen or so, else every third, or of each year. */
export function monthsOf(span: Span): readonly { readonly month: Day; readonly left: number }[] {
  const length = daysIn(span.first, span.last);
  const step = length > 4 * 366 ? 12 : length > 370 ? 3 : 1;
  const months: { month: Day; left: number }[] = [];
  for (let month = monthOf(span.first); month <= span.last; month = monthOf(month, 1)) {
    const isShown = step === 1 || (Number(month.slice(5, 7)) - 1) % step === 0;
    if (isShown && month >= span.first) months.push({ month, left: ((daysIn(span.first, month) - 1) / length) * 100 });
  }
  return months;
}

/** The positions to change so that the phase at `from` comes to be at `to`. */
export function reordered<Phase extends { readonly position: number }>(
  phases: readonly Phase[],
  from: number,
  to: number,
): readonly { readonly phase: Phase; readonly position: number }[] {
  const moved = phases[from];
  if (moved === undefined || to < 0 || to >= phases.length) return [];
  return phases
    .toSpliced(from, 1)
    .toSpliced(to, 0, moved)
    .map((phase, position) => ({ phase, position }))
    .filter(({ phase, position }) => phase.position !== position);
}
