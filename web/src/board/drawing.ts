import { Zone } from "../time/zone";
import { words } from "../words/board";
import { words as common } from "../words/common";
import type { BoardArtist } from "./artist";
import type { BoardBooking } from "./booking";
import { ownClock, type RowClock, sharedClock } from "./model/clock";
import { type View, xOf } from "./model/scale";
import { bandsOf, timeOff } from "./model/shading";
import type { WorkingTimes } from "./model/workingTime";
import type { Clock, Filters } from "./useBoard";

/** For whom the board is drawn. */
export interface Onlooker {
  readonly mayEdit: boolean;
  /** Whose bookings they are told all about: artists only their own, by their id, others `all`. */
  readonly seesInFull: string;
}

/** All that rows have in common. A new one draws all rows anew. */
export class Drawing {
  readonly #clocks = new Map<string, RowClock>();
  readonly #shades = new Map<unknown, string>();

  constructor(
    readonly view: View,
    readonly clock: Clock,
    readonly times: WorkingTimes,
    readonly filters: Pick<Filters, "projectId" | "status">,
    readonly onlooker: Onlooker,
  ) {}

  clockOf({ timeZone }: BoardArtist): RowClock {
    const known = this.#clocks.get(timeZone);
    if (known !== undefined) return known;
    const header = this.view.scale.zone;
    const clock = this.clock === "artist" ? ownClock(Zone.of(timeZone), header) : sharedClock(header);
    this.#clocks.set(timeZone, clock);
    return clock;
  }

  /** The background that shades an artist's time off, beginning at `view.from`. */
  shadeOf(artist: BoardArtist): string {
    const working = this.times.of(artist);
    const known = this.#shades.get(working);
    if (known !== undefined) return known;
    const { scale, from, to } = this.view;
    const clock = this.clockOf(artist);
    const begin = xOf(scale, from);
    const bands = timeOff(working, scale.zoom, clock.fromAxis(from), clock.fromAxis(to)).map(
      ([start, end]) => [xOf(scale, clock.toAxis(start)) - begin, xOf(scale, clock.toAxis(end)) - begin] as const,
    );
    const shade = bandsOf(bands, "var(--off)");
    this.#shades.set(working, shade);
    return shade;
  }

  /** What a booking is called: its project. */
  labelOf({ project, artistId }: BoardBooking): string {
    if (project !== null) return project.name;
    const { seesInFull } = this.onlooker;
    return seesInFull === "all" || seesInFull === artistId ? common.noProject : words.busy;
  }

  /** Whether the filters let a booking step back. */
  isFaded(booking: BoardBooking): boolean {
    return isFaded(booking, this.filters);
  }
}

/** Whether it is not what the filters ask for. */
export function isFaded({ project, status }: BoardBooking, { projectId, status: wanted }: Drawing["filters"]): boolean {
  return (projectId !== null && project?.id !== projectId) || (wanted !== null && status !== wanted);
}
