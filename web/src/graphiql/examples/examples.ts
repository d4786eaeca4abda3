import type { Ask } from "../ask";
import { weekOf } from "../slots";
import book from "./book.graphql?raw";
import bookAgain from "./bookAgain.graphql?raw";
import { freeSlot, takenSlot } from "./bookable";
import viewer from "./viewer.graphql?raw";
import watch from "./watch.graphql?raw";
import week from "./week.graphql?raw";

export interface Example {
  readonly title: string;
  readonly summary: string;
  readonly query: string;
  /** Variables that fit the data of whoever is signed in. */
  readonly variables?: (ask: Ask) => object | Promise<object>;
}

export const EXAMPLES: readonly Example[] = [
  { title: "Who am I?", summary: "Your user, role and studio.", query: viewer },
  {
    title: "This week",
    summary: "All artists with their bookings from Monday to Sunday.",
    query: week,
    variables: () => weekOf(new Date()),
  },
  {
    title: "Book an artist",
    summary: "A confirmed booking on a day that is free. Managers and above.",
    query: book,
    variables: async (ask) => ({ input: await freeSlot(ask, new Date()) }),
  },
  {
    title: "Book the same slot again",
    summary: "Refused with a conflict that names what is in the way.",
    query: bookAgain,
    variables: async (ask) => ({ input: await takenSlot(ask, new Date()) }),
  },
  { title: "Watch bookings live", summary: "A subscription over the WebSocket.", query: watch },
];

/** The variables of the example with this query, as JSON to read; nothing for other queries. Throws an `Error` if none fit. */
export async function exampleVariables(query: string, ask: Ask): Promise<string> {
  const variables = await EXAMPLES.find((example) => example.query === query)?.variables?.(ask);
  return variables === undefined ? "" : JSON.stringify(variables, null, 2);
}
