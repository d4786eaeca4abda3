import { buildSchema, graphql } from "graphql";
import { expect, test } from "vitest";
import sdl from "../../schema/schema.graphql?raw";
import type { Ask } from "../src/graphiql/ask";
import { freeSlot, takenSlot } from "../src/graphiql/examples/bookable";
import { EXAMPLES, exampleVariables } from "../src/graphiql/examples/examples";

const NOW = new Date("2026-11-22T12:00:00Z");
const MORNING = { startTime: "2026-12-01T09:00:00Z", endTime: "2026-12-01T12:00:00Z" };
const EVENING = { startTime: "2026-12-01T18:00:00Z", endTime: "2026-12-01T22:00:00Z" };
const ANNE = { id: "anne", archivedAt: null };
const BO = { id: "bo", archivedAt: "2026-11-01T00:00:00Z" };

/** An API of the real schema over a studio with these lists. */
function studio(lists: object): Ask {
  const schema = buildSchema(sdl);
  return async <Data>(source: string, variableValues: object) => {
    const answer = await graphql({ schema, source, variableValues: { ...variableValues }, rootValue: lists });
    if (answer.errors?.[0] !== undefined) throw answer.errors[0];
    return answer.data as Data;
  };
}

test("the slot to book again is the one that was taken last, whoever's it is", async () => {
  const asked: unknown[] = [];
  const bookings = ({ orderBy, filter }: { orderBy: string; filter: object }) => {
    asked.push({ orderBy, ...filter });
    return { nodes: [{ ...EVENING, artist: ANNE }] };
  };
  expect(await takenSlot(studio({ bookings }), NOW)).toEqual({ artistId: "anne", ...EVENING, status: "CONFIRMED" });
  expect(asked).toEqual([{ orderBy: "CREATED_DESC", from: NOW.toISOString(), statuses: ["PENCIL", "CONFIRMED"] }]);
});

test("an archived artist's slot is passed over, for it would not clash", async () => {
  const nodes = [
    { ...MORNING, artist: BO },
    { ...EVENING, artist: ANNE },
  ];
  expect(await takenSlot(studio({ bookings: { nodes } }), NOW)).toMatchObject({ artistId: "anne", ...EVENING });
});

test("where nobody is booked, it says what to do first", async () => {
  await expect(takenSlot(studio({ bookings: { nodes: [] } }), NOW)).rejects.toThrow("Nobody is booked from now on.");
});

test("the free slot lies beyond what the demo has booked", async () => {
  const artists = { nodes: [{ id: "anne", bookings: [] }] };
  expect(await freeSlot(studio({ artists }), NOW)).toMatchObject({ artistId: "anne", startTime: "2027-01-06T09:00:00.000Z" });
});

test("a studio without artists says so", async () => {
  await expect(freeSlot(studio({ artists: { nodes: [] } }), NOW)).rejects.toThrow("no artists");
});

test("an example's query brings its variables, any other query none", async () => {
  const week = EXAMPLES.find(({ title }) => title === "This week");
  expect(JSON.parse(await exampleVariables(week?.query ?? "", studio({})))).toEqual({ from: expect.any(String), to: expect.any(String) });
  expect(await exampleVariables("{ viewer { role } }", studio({}))).toBe("");
});
