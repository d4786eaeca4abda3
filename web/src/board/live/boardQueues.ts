import { ask } from "../../api/ask";
import { BoardQueueDocument, type BoardQueueQuery } from "../../api/operations";
import { boardBooking } from "../booking";
import { schedule } from "../schedule";
import { type QueuePage, Queues } from "./queues";

async function* readQueues(artistIds: readonly string[], start: number, end: number): AsyncGenerator<QueuePage> {
  const variables = { artistIds: [...artistIds], from: new Date(start).toISOString(), to: new Date(end).toISOString() };
  let after: string | null = null;
  do {
    const { bookings, viewer }: BoardQueueQuery = await ask(BoardQueueDocument, { ...variables, after });
    yield { holds: bookings.nodes.map(boardBooking), revision: viewer.tenant.revision };
    after = bookings.pageInfo.hasNextPage ? bookings.pageInfo.endCursor : null;
  } while (after !== null);
}

/** The board's own. */
export const queues = new Queues(schedule, readQueues);
