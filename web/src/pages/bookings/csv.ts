import type { BookingsRowFragment } from "../../api/operations";
import { words } from "../../words/bookings";

type Column = readonly [heading: string, of: (booking: BookingsRowFragment) => string | number | null | undefined];

const COLUMNS: readonly Column[] = [
  [words.csv.id, ({ id }) => id],
  [words.csv.status, ({ status }) => status.toLowerCase()],
  [words.csv.rank, ({ holdRank }) => holdRank],
  [words.csv.artist, ({ artist }) => artist.name],
  [words.csv.project, ({ project }) => project?.name],
  [words.csv.phase, ({ phase }) => phase?.name],
  [words.csv.start, ({ startTime }) => startTime],
  [words.csv.end, ({ endTime }) => endTime],
  [words.csv.timeZone, ({ artist }) => artist.timeZone],
  [words.csv.startDate, ({ startDate }) => startDate],
  [words.csv.endDate, ({ endDate }) => endDate],
  [words.csv.expires, ({ expiresAt }) => expiresAt],
  [words.csv.owner, ({ owner }) => owner?.name],
  [words.csv.endReason, ({ endReason }) => endReason?.toLowerCase()],
  [words.csv.notes, ({ notes }) => notes],
  [words.csv.externalId, ({ externalId }) => externalId],
];

/** Bookings as a table of RFC 4180, with a line of headings. */
export function csvOf(bookings: readonly BookingsRowFragment[]): string {
  const lines = [COLUMNS.map(([heading]) => heading), ...bookings.map((booking) => COLUMNS.map(([, of]) => of(booking)))];
  return lines.map((line) => `${line.map(cell).join(",")}\r\n`).join("");
}

/** What a spreadsheet takes for the beginning of a formula. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r]/;

/** One value. A text that a spreadsheet would calculate is marked as text by an apostrophe. */
export function cell(value: string | number | null | undefined): string {
  if (value == null) return "";
  const text = typeof value === "string" && FORMULA.test(value) ? `'${value}` : String(value);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
