const formatters = new Map<string, Intl.DateTimeFormat>();

/** The days from one instant up to another, `2 – 8 Mar 2026`; both in milliseconds since 1970. */
export function daysOf(start: number, end: number, timeZone: string): string {
  const formatter =
    formatters.get(timeZone) ?? new Intl.DateTimeFormat(undefined, { timeZone, day: "numeric", month: "short", year: "numeric" });
  formatters.set(timeZone, formatter);
  // The first instant after it is no longer part of it.
  return formatter.formatRange(start, Math.max(start, end - 1));
}
