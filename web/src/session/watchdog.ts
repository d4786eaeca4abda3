const QUIET_MS = 10_000;
const ANSWER_WITHIN_MS = 5_000;

/**
 * Notices that a line has gone dead without a word. After a silence it asks, and only where no answer comes it gives up:
 * timers that the browser has held back, in a hidden tab or a closed laptop, cost a question and never a good line.
 */
export class Watchdog {
  readonly #ask: () => void;
  readonly #giveUp: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ask: () => void, giveUp: () => void) {
    this.#ask = ask;
    this.#giveUp = giveUp;
  }

  /** Something has come over the line. */
  heard(): void {
    this.#wait(() => this.probe(), QUIET_MS);
  }

  /** Asks at once, whatever was heard before. */
  probe(): void {
    this.#wait(this.#giveUp, ANSWER_WITHIN_MS);
    this.#ask();
  }

  /** The line is being opened, which takes its time. */
  opening(): void {
    this.#wait(this.#giveUp, QUIET_MS + ANSWER_WITHIN_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #wait(then: () => void, time: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(then, time);
  }
}
