import { live } from "../../api/endpoint";
import { ActivityDetailsDocument, type ActivityDetailsSubscription } from "../../api/operations";
import { words } from "../../words/activity";

/** An event of the log in full: what changed, and what it is about by name. */
export type Detail = ActivityDetailsSubscription["studioEvents"];

const PATIENCE = 15_000;

export interface Stretch {
  /** The revision before the first one wanted. */
  readonly after: number;
  /** The last revision wanted. */
  readonly upTo: number;
  readonly epoch: string;
}

/**
 * The events of a stretch of the log by revision, as the live stream tells them. The list of events has them in raw
 * form only, and for admins only; the stream tells everybody as much as they may know.
 */
export function replay({ after, upTo, epoch }: Stretch): Promise<ReadonlyMap<number, Detail>> {
  return new Promise((resolve, reject) => {
    const details = new Map<number, Detail>();
    const variables = { after, epoch };
    const fail = (message: string) => {
      clearTimeout(timer);
      end();
      reject(new Error(message));
    };
    const timer = setTimeout(() => fail(words.noDetails), PATIENCE);
    const end = live.subscribe(
      { query: ActivityDetailsDocument.toString(), variables },
      {
        next({ data, errors }) {
          const event = (data as ActivityDetailsSubscription | null | undefined)?.studioEvents;
          if (event === undefined) {
            fail(errors?.[0]?.message ?? words.noDetails);
            return;
          }
          variables.after = Math.max(variables.after, event.revision);
          if (event.__typename !== "StreamPosition" && event.revision <= upTo) details.set(event.revision, event);
          if (event.revision < upTo) return;
          clearTimeout(timer);
          end();
          resolve(details);
        },
        error: (cause) => fail(Array.isArray(cause) ? (cause[0]?.message ?? words.noDetails) : words.noDetails),
        complete: () => fail(words.noDetails),
      },
    );
  });
}
