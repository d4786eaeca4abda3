import { DAY, HOUR, type Zone } from "../time/zone";
import { later, startOf } from "./model/columns";
import { holds, type Scale, scaleAround, scaleFrom, suffices, timeAt, type View, viewFrom, xOf } from "./model/scale";
import { type Zoom, ZOOM_NAMES, ZOOMS } from "./model/zooms";

/** How much the wheel turns from one zoom to the next, in px. */
const NOTCH = 80;
/** Below this width there is less room for the names of artists, in px. */
const NARROW = 640;
const NARROW_MARGIN = 116;
const WIDE_MARGIN = 232;
/** How long it has to stand still to be at rest, in ms. */
const PAUSE = 180;

/** Where something is to stay, or to come to: so many px right of the first that is in view. */
interface Pin {
  readonly time: number;
  readonly x: number;
}

/**
 * The window on the board's time: how near it is, and where. It scrolls natively; React hears of it only when something
 * else has to be drawn (`onChange`), and now and then while it moves and when it has come to rest (`onRest`).
 */
export class Viewport {
  #element: HTMLElement | null = null;
  #view: View;
  #left: number;
  #pin: Pin | null = null;
  /** What the element that scrolls has been sized for. */
  #drawn: Scale | null = null;
  #wheel = 0;
  #margin = WIDE_MARGIN;
  #resting: ReturnType<typeof setTimeout> | undefined;
  #moved = 0;
  readonly #watchers = new Set<() => void>();
  readonly #resters = new Set<() => void>();

  constructor(zone: Zone, zoom: Zoom, date: number | null) {
    const time = date ?? beginOf(zoom, Date.now(), zone);
    this.#left = time;
    this.#view = viewFrom(scaleAround(time, zoom, zone, 1000), time);
  }

  readonly view = (): View => this.#view;

  /** The first instant in view. */
  readonly left = (): number => this.#left;

  readonly onChange = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  readonly onRest = (rester: () => void): (() => void) => {
    this.#resters.add(rester);
    return () => this.#resters.delete(rester);
  };

  /** The width of the column of artists, in px. */
  get margin(): number {
    return this.#margin;
  }

  /** Whether it is being scrolled. */
  get moving(): boolean {
    return performance.now() - this.#moved < PAUSE / 2;
  }

  get element(): HTMLElement | null {
    return this.#element;
  }

  /** Takes charge of the element that scrolls; returns the function that leaves it alone again. */
  readonly attach = (element: HTMLElement): (() => void) => {
    this.#element = element;
    const resizes = new ResizeObserver(() => this.#fit());
    resizes.observe(element);
    element.addEventListener("scroll", this.#scrolled, { passive: true });
    element.addEventListener("wheel", this.#wheeled, { passive: false });
    this.#fit();
    return () => {
      resizes.disconnect();
      clearTimeout(this.#resting);
      this.#resting = undefined;
      element.removeEventListener("scroll", this.#scrolled);
      element.removeEventListener("wheel", this.#wheeled);
      this.#element = null;
    };
  };

  /** Zooms about `pin`, without one about the middle. */
  zoomTo(zoom: Zoom, pin: Pin = this.#middle()): void {
    const { scale } = this.#view;
    if (zoom !== scale.zoom) this.#rescale(scaleFrom(scale.origin, zoom, scale.zone, scale.width), pin);
  }

  zoomBy(steps: number, pin?: Pin): void {
    const zoom = ZOOM_NAMES[ZOOM_NAMES.indexOf(this.#view.scale.zoom) + steps];
    if (zoom !== undefined) this.zoomTo(zoom, pin);
  }

  /** Scrolls so that the view begins at `time`. */
  show(time: number): void {
    const { scale } = this.#view;
    if (holds(scale, time)) {
      this.#element?.scrollTo({ left: xOf(scale, time) });
      this.#move(time);
    } else this.#rescale(scaleAround(time, scale.zoom, scale.zone, scale.width), { time, x: 0 });
    this.#rest();
  }

  /** Shows the stretch that the present is in. */
  today(): void {
    const { zoom, zone } = this.#view.scale;
    this.show(beginOf(zoom, Date.now(), zone));
  }

  /** Shows the next stretch, or with -1 the one before: a calendar month where a month is in view. */
  page(direction: 1 | -1): void {
    const { zoom, zone } = this.#view.scale;
    const { days, above } = ZOOMS[zoom];
    if (above === "month" || above === "year") {
      const first = startOf("month", this.#left + days * DAY * 0.1, zone);
      this.show(later("month", first, direction * Math.round(days / 30.5), zone));
    } else this.show(zone.addDays(this.#left, direction * days));
  }

  /** Scrolls sideways as little as it takes for `time` to be in view. */
  reveal(time: number): void {
    const { scale } = this.#view;
    const span = scale.width / scale.pxPerMs;
    if (time < this.#left) this.show(Math.max(time - span * 0.1, time - DAY * 2));
    else if (time > this.#left + span * 0.95) this.show(time - span * 0.8);
  }

  /** Which time is so many px right of the first that is in view. */
  timeInView(x: number): number {
    return this.#left + x / this.#view.scale.pxPerMs;
  }

  setZone(zone: Zone): void {
    const { scale } = this.#view;
    if (zone === scale.zone) return;
    // What was at nine o'clock on the one clock is there on the other.
    const time = zone.fromWall(scale.zone.toWall(this.#left));
    this.#rescale(scaleAround(time, scale.zoom, zone, scale.width), { time, x: 0 });
  }

  /** Scrolls to where a scale that has just been drawn was meant to be seen from. */
  readonly settle = (scale: Scale): void => {
    this.#drawn = scale;
    if (this.#pin === null || scale !== this.#view.scale || this.#element === null) return;
    this.#element.scrollLeft = xOf(scale, this.#pin.time) - this.#pin.x;
    this.#pin = null;
    this.#rest();
  };

  #rescale(scale: Scale, pin: Pin): void {
    const left = pin.time - pin.x / scale.pxPerMs;
    const fitting = holds(scale, left) ? scale : scaleAround(left, scale.zoom, scale.zone, scale.width);
    this.#pin = pin;
    this.#left = left;
    this.#set(viewFrom(fitting, left));
  }

  #fit(): void {
    const { scale } = this.#view;
    const room = this.#element?.clientWidth ?? 0;
    this.#margin = room < NARROW ? NARROW_MARGIN : WIDE_MARGIN;
    const width = Math.max(1, room - this.#margin);
    if (width === scale.width) {
      this.#pin ??= { time: this.#left, x: 0 };
      // Otherwise that is yet to be drawn, and will be settled then.
      if (this.#drawn === scale) this.settle(scale);
    } else this.#rescale(scaleFrom(scale.origin, scale.zoom, scale.zone, width), { time: this.#left, x: 0 });
  }

  #middle(): Pin {
    const { width } = this.#view.scale;
    const now = (Date.now() - this.#left) * this.#view.scale.pxPerMs;
    // The present stays where it is while it is in view: most people zoom about it.
    const x = now > 0 && now < width ? now : width / 2;
    return { time: this.timeInView(x), x };
  }

  readonly #scrolled = (): void => {
    // A scale that is still being drawn is not what is scrolled.
    if (this.#element === null || this.#pin !== null) return;
    const { scrollLeft } = this.#element;
    const { scale } = this.#view;
    // Browsers round to whole px, and a px may be hours: what is exact stays exact.
    if (Math.abs(scrollLeft - xOf(scale, this.#left)) >= 1) this.#move(timeAt(scale, scrollLeft));
    this.#rest();
  };

  #move(left: number): void {
    this.#left = left;
    if (!suffices(this.#view, left)) this.#set(viewFrom(this.#view.scale, left));
  }

  readonly #wheeled = (event: WheelEvent): void => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    if (this.#element === null || this.#pin !== null) return;
    // Pinching on a touchpad comes as a wheel that turns by little.
    this.#wheel += event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : event.deltaY * 40;
    if (Math.abs(this.#wheel) < NOTCH) return;
    const x = Math.max(0, event.clientX - this.#element.getBoundingClientRect().left - this.margin);
    this.zoomBy(Math.sign(this.#wheel), { time: this.timeInView(x), x });
    this.#wheel = 0;
  };

  #rest(): void {
    this.#moved = performance.now();
    this.#resting ??= setTimeout(this.#paused, PAUSE);
  }

  readonly #paused = (): void => {
    // Also now and then while the scrolling goes on, so that what comes into view is fetched.
    this.#resting = this.moving ? setTimeout(this.#paused, PAUSE) : undefined;
    for (const rester of this.#resters) rester();
  };

  #set(view: View): void {
    this.#view = view;
    for (const watcher of this.#watchers) watcher();
  }
}

/** Where a view of the present begins: with its day, its week, or its month. */
function beginOf(zoom: Zoom, time: number, zone: Zone): number {
  if (zoom === "day" || zoom === "days3") return startOf("day", time, zone);
  if (zoom === "week" || zoom === "weeks2") return startOf("week", time, zone);
  return startOf("month", time + HOUR, zone);
}
