import { DAY, MINUTE, modulo, Zone } from "../../time/zone";
import { search } from "./lanes";

const DAYS = ["thu", "fri", "sat", "sun", "mon", "tue", "wed"]; // 1970 began on a Thursday.

/** Somebody's working hours from day to day over a span of time. */
export class WorkingTime {
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  /** How much was worked before each stretch, in ms. */
  readonly #sums: number[] = [];
  #sum = 0;

  /** `hours` are the week's, such as `mon 09:00-18:00`, in order; `[from, to)` is what will be asked about. */
  constructor(
    readonly zone: Zone,
    hours: readonly string[],
    from: number,
    to: number,
  ) {
    const week = DAYS.map((day) => hours.filter((text) => text.startsWith(day)).map(stretchOf));
    const wall = zone.toWall(from);
    for (let day = wall - modulo(wall, DAY); day < zone.toWall(to); day += DAY) {
      for (const { opens, closes } of week[modulo(day / DAY, 7)] ?? []) this.#add(zone.fromWall(day + opens), zone.fromWall(day + closes));
    }
  }

  /** How much of `[from, to)` is worked, in ms. */
  between(from: number, to: number): number {
    return this.#until(to) - this.#until(from);
  }

  /** The stretches of work that touch `[from, to)`, in order. */
  *stretches(from: number, to: number): Generator<{ readonly start: number; readonly end: number }> {
    for (let index = this.#first(from); index < this.#starts.length; index += 1) {
      const start = this.#starts[index] ?? 0;
      if (start >= to) return;
      yield { start, end: this.#ends[index] ?? start };
    }
  }

  #add(start: number, end: number): void {
    if (end <= start) return;
    this.#starts.push(start);
    this.#ends.push(end);
    this.#sums.push(this.#sum);
    this.#sum += end - start;
  }

  #until(time: number): number {
    const index = this.#first(time);
    const sum = this.#sums[index];
    if (sum === undefined) return this.#sum;
    return sum + Math.max(0, time - (this.#starts[index] ?? time));
  }

  /** The first stretch that ends after `time`. */
  #first(time: number): number {
    return search(this.#ends.length, (index) => (this.#ends[index] ?? 0) > time);
  }
}

function stretchOf(text: string): { opens: number; closes: number } {
  const [, h1 = "0", m1 = "0", h2 = "0", m2 = "0"] = /(\d+):(\d+)-(\d+):(\d+)/.exec(text) ?? [];
  return { opens: (Number(h1) * 60 + Number(m1)) * MINUTE, closes: (Number(h2) * 60 + Number(m2)) * MINUTE };
}

interface Worker {
  readonly timeZone: string;
  readonly workingHours: readonly string[];
}

/** The working time of everybody who works in `[from, to)`; those of like hours and zone share it. */
export class WorkingTimes {
  readonly #known = new Map<string, WorkingTime>();

  constructor(
    readonly from: number,
    readonly to: number,
  ) {}

  of({ timeZone, workingHours }: Worker): WorkingTime {
    const key = `${timeZone} ${workingHours.join()}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const time = new WorkingTime(Zone.of(timeZone), workingHours, this.from, this.to);
    this.#known.set(key, time);
    return time;
  }
}
