/** A row of a file: the line in which it begins (the header is line 1) and its fields. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * The rows of a CSV text as spreadsheets write them (RFC 4180): fields may be in quotes, with commas, line ends and
 * doubled quotes inside. Empty lines are no rows. It forgives what it can: the API has the last word on a file.
 */
export function csvRows(text: string): CsvRow[] {
  const source = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let begins = 1;
  let line = 1;
  let at = 0;
  while (at < source.length) {
    const [cell, end] = source[at] === '"' ? quoted(source, at) : plain(source, at);
    line += count(source, "\n", at, end);
    cells.push(cell);
    at = end;
    if (source[at] === ",") {
      at += 1;
      if (at < source.length) continue;
      cells.push("");
    }
    if (cells.length > 1 || cells[0] !== "") rows.push({ line: begins, cells });
    at += 1;
    line += 1;
    begins = line;
    cells = [];
  }
  return rows;
}

/** A text as one field of a CSV file. */
export function csvField(text: string): string {
  // A spreadsheet would calculate what begins so.
  const harmless = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
  return /[",\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** The field that begins at `start` up to a comma or line end, and where it ends. */
function plain(source: string, start: number): [string, number] {
  let end = start;
  while (end < source.length && source[end] !== "," && source[end] !== "\n") end += 1;
  return [source.slice(start, end), end];
}

/** The same for a field in quotes; what stands behind the closing quote belongs to it. */
function quoted(source: string, start: number): [string, number] {
  let text = "";
  let at = start + 1;
  while (at < source.length) {
    const quote = source.indexOf('"', at);
    if (quote < 0) return [text + source.slice(at), source.length];
    text += source.slice(at, quote);
    if (source[quote + 1] !== '"') {
      const [rest, end] = plain(source, quote + 1);
      return [text + rest, end];
    }
    text += '"';
    at = quote + 2;
  }
  return [text, at];
}

function count(source: string, mark: string, from: number, to: number): number {
  let found = 0;
  for (let at = source.indexOf(mark, from); at >= 0 && at < to; at = source.indexOf(mark, at + 1)) found += 1;
  return found;
}
