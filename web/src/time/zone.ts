export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Offsets are looked up for so much time at once. */
const STRETCH = 256 * DAY;
/** Zones change their clocks less often than this. */
const STRIDE = 8 * DAY;

interface Change {
  /** The first instant at which the offset holds. */
  readonly from: number;
  readonly offset: number;
}

/**
 * A time zone's clock, precomputed: what it shows at an instant, and when it shows something.
 *
 * Instants are ms since 1970. What the clock shows ("wall time") is written as if it were UTC, in ms too, so that days
 * are 86,400,000 apart there and `Date`'s UTC methods take it to pieces.
 */
export class Zone {
  readonly #stretches = new Map<number, readonly Change[]>();
  readonly #format: Intl.DateTimeFormat;

  private constructor(readonly name: string) {
    this.#format = new Intl.DateTimeFormat("en-US", { timeZone: name, timeZoneName: "longOffset" });
  }

  static readonly #known = new Map<string, Zone>();

  /** The zone of an IANA name; UTC for a name that this computer does not know. */
  static of(name: string): Zone {
    const known = Zone.#known.get(name);
    if (known !== undefined) return known;
    let zone: Zone;
    try {
      zone = new Zone(name);
    } catch {
      zone = Zone.of("UTC");
    }
    Zone.#known.set(name, zone);
    return zone;
  }

  /** How far the clock is ahead of UTC, in ms. */
  offsetAt(instant: number): number {
    const changes = this.#changesIn(Math.floor(instant / STRETCH));
    for (let index = changes.length - 1; index > 0; index -= 1) {
      const change = changes[index];
      if (change !== undefined && change.from <= instant) return change.offset;
    }
    return changes[0]?.offset ?? 0;
  }

  toWall(instant: number): number {
    return instant + this.offsetAt(instant);
  }

  /** When the clock shows it: the first time where it shows it twice, and as if it had not been put forward where it never does. */
  fromWall(wall: number): number {
    const before = this.offsetAt(wall - DAY);
    const after = this.offsetAt(wall + DAY);
    if (before === after) return wall - before;
    const early = wall - before;
    if (this.offsetAt(early) === before) return early;
    const late = wall - after;
    return this.offsetAt(late) === after ? late : early;
  }

  /** The midnight with which the instant's day begins. */
  startOfDay(instant: number): number {
    const wall = this.toWall(instant);
    return this.fromWall(wall - modulo(wall, DAY));
  }

  /** The same time of the clock some days later. */
  addDays(instant: number, days: number): number {
    return this.fromWall(this.toWall(instant) + days * DAY);
  }

  #changesIn(stretch: number): readonly Change[] {
    const known = this.#stretches.get(stretch);
    if (known !== undefined) return known;
    const begin = stretch * STRETCH;
    const changes: Change[] = [{ from: begin, offset: this.#ask(begin) }];
    let offset = changes[0]?.offset ?? 0;
    for (let at = begin; at < begin + STRETCH; at += STRIDE) {
      const next = this.#ask(at + STRIDE);
      if (next === offset) continue;
      let [low, high] = [at, at + STRIDE];
      while (high - low > MINUTE) {
        const middle = Math.floor((low + high) / 2 / MINUTE) * MINUTE;
        if (this.#ask(middle) === offset) low = middle;
        else high = middle;
      }
      changes.push({ from: high, offset: next });
      offset = next;
    }
    this.#stretches.set(stretch, changes);
    return changes;
  }

  #ask(instant: number): number {
    const text = this.#format.formatToParts(instant).find(({ type }) => type === "timeZoneName")?.value ?? "";
    const [, sign, hours = "0", minutes = "0"] = /([+-])(\d+):(\d+)/.exec(text) ?? [];
    return (sign === "-" ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * MINUTE);
  }
}

/** The remainder that is never negative. */
export function modulo(value: number, by: number): number {
  return value - Math.floor(value / by) * by;
}
