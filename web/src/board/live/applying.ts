import type { Feed, StudioEvent } from "../../live/feed";
import { boardBooking } from "../booking";
import type { Schedule } from "../schedule";
import type { Queues } from "./queues";

/** Lets what happens in the studio move, add and remove bookings on the board. Returns the function that ends it. */
export function applyEvents(feed: Feed, schedule: Schedule, queues: Queues): () => void {
  const endEvents = feed.onEvent((event) => apply(event, schedule, queues));
  const endRestarts = feed.onRestart(() => {
    queues.clear();
    schedule.clear();
  });
  return () => {
    endEvents();
    endRestarts();
  };
}

function apply(event: StudioEvent, schedule: Schedule, queues: Queues): void {
  if ("projectId" in event) return rename(event.project, schedule);
  if (!("bookingId" in event)) return;
  const { bookingId, booking, revision } = event;
  const before = schedule.get(bookingId);
  // To an artist, others' bookings end by not being there any more.
  schedule.hide(bookingId, booking === null);
  if (booking !== null) schedule.learn([boardBooking(booking)], revision);
  if (!("facts" in event)) return;
  if (before !== undefined) queues.touch(before, bookingId);
  if ("previous" in event && event.previous !== null) queues.touch(span(event.previous), bookingId);
  if (event.facts !== null) queues.touch(span(event.facts), bookingId);
}

function rename(project: { readonly id: string; readonly name: string } | null, schedule: Schedule): void {
  if (project === null) return;
  schedule.learn(schedule.ofProject(project.id).map((booking) => ({ ...booking, project })));
}

function span({ artistId, startTime, endTime }: { artistId: string; startTime: string; endTime: string }) {
  return { artistId, start: Date.parse(startTime), end: Date.parse(endTime) };
}
