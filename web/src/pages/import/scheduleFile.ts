import { words } from "../../words/import";
import { csvRows } from "./csv";

/** The columns that a schedule has to have. */
export const COLUMNS = ["external_id", "artist", "project", "client", "start", "end", "status", "notes"] as const;
export type Column = (typeof COLUMNS)[number];

/** Bytes. The API takes no more. */
const LARGEST = 5_000_000;

/** What a row of the file says, by column. */
export type Wanted = Readonly<Partial<Record<Column, string>>>;

export interface ScheduleFile {
  readonly file: File;
  /** By the line in which it begins. */
  readonly rows: ReadonlyMap<number, Wanted>;
}

/** Reads a file as far as it takes to show it. Throws an `Error` that says to people what is wrong with it. */
export async function readSchedule(file: File): Promise<ScheduleFile> {
  if (!/\.(csv|txt)$/i.test(file.name) && file.type !== "text/csv") throw new Error(words.notCsv(file.name));
  if (file.size > LARGEST) throw new Error(words.tooLarge(file.name));
  return { file, rows: scheduleRows(await file.text()) };
}

/** The rows under the header. Throws an `Error` where the header is none. */
export function scheduleRows(text: string): ReadonlyMap<number, Wanted> {
  const [header, ...rows] = csvRows(text);
  const names = header?.cells.map((cell) => cell.trim().toLowerCase()) ?? [];
  const missing = COLUMNS.filter((name) => !names.includes(name));
  if (missing.length > 0) throw new Error(words.columnsMissing(missing.join(", ")));
  const twice = COLUMNS.filter((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (twice.length > 0) throw new Error(words.columnsTwice(twice.join(", ")));
  if (rows.length === 0) throw new Error(words.empty);
  const places = COLUMNS.map((name) => [name, names.indexOf(name)] as const);
  return new Map(
    rows.map(({ line, cells }) => [line, Object.fromEntries(places.map(([name, place]) => [name, cells[place]?.trim() ?? ""]))]),
  );
}

/** A file to begin with: the header, and two rows that show what is meant. */
export function template(): string {
  const rows = [
    COLUMNS,
    ["shoot-1", "Noor Haddad", "The Long Winter", "Halcyon Films", "2027-03-01T09:00", "2027-03-01T18:00", "confirmed", "Bring the lenses"],
    ["shoot-2", "Bo Nakamura", "", "", "2027-03-02T09:00", "2027-03-05T18:00", "hold", ""],
  ];
  return rows.map((row) => `${row.join(",")}\r\n`).join("");
}
