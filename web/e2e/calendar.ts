const DAY_MS = 86_400_000;

/** Midnight of the Monday after next, in UTC, in milliseconds since 1970: far enough off that nothing of it is past. */
const MONDAY = (() => {
  const today = new Date();
  const midnight = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate());
  return midnight + (((8 - today.getUTCDay()) % 7) + 7) * DAY_MS;
})();

/** A day of the tests' week, 0 the Monday: `2026-03-02`. */
export function day(number: number): string {
  return new Date(MONDAY + number * DAY_MS).toISOString().slice(0, 10);
}

/** A time of that day where artists live in UTC, as fields are filled in with it: `2026-03-02T09:00`. */
export function local(number: number, hour: number): string {
  return `${day(number)}T${String(hour).padStart(2, "0")}:00`;
}

/** The same as an instant for the API. */
export function instant(number: number, hour: number): string {
  return `${local(number, hour)}:00Z`;
}

/** The time between two hours of a day. */
export function hours(number: number, from = 9, to = 18): { startTime: string; endTime: string } {
  return { startTime: instant(number, from), endTime: instant(number, to) };
}

/** The address of the board that shows the tests' week of the artists of a name. */
export function boardOf(name: string): string {
  return `/?${new URLSearchParams({ zoom: "week", date: day(0), search: name })}`;
}

let last = 0;

/** A name that nobody else has. */
export function unique(name: string): string {
  last += 1;
  return `${name} ${process.pid}-${last}`;
}
