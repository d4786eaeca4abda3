import { buildSchema, parse, validate } from "graphql";
import { expect, test } from "vitest";
import sdl from "../../schema/schema.graphql?raw";

const schema = buildSchema(sdl);
const documents = import.meta.glob<string>("../src/graphiql/**/*.graphql", { query: "?raw", import: "default", eager: true });

test.each(Object.entries(documents))("%s fits the schema", (_path, text) => {
  expect(validate(schema, parse(text)).map((error) => error.message)).toEqual([]);
});
