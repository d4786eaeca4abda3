// Writes src/api/operations.ts: each operation and fragment of the .graphql files, typed by the exported schema.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { codegen } from "@graphql-codegen/core";
import * as documents from "@graphql-codegen/typed-document-node";
import * as operations from "@graphql-codegen/typescript-operations";
import { buildSchema, parse } from "graphql";

const schema = buildSchema(await readFile("../schema/schema.graphql", "utf8"));
const target = "src/api/operations.ts";
// GraphiQL's examples are shown as they stand, and run by hand.
const files = (await readdir("src", { recursive: true }))
  .filter((name) => name.endsWith(".graphql") && !name.startsWith("graphiql"))
  .sort();
const sources = await Promise.all(
  files.map(async (name) => ({ location: name, document: parse(await readFile(`src/${name}`, "utf8")) })),
);

const text = await codegen({
  filename: target,
  schemaAst: schema,
  schema: parse("type Query { unused: Int }"),
  documents: sources,
  config: {
    documentMode: "string",
    enumsAsTypes: true,
    useTypeImports: true,
    immutableTypes: true,
    dedupeFragments: true,
    defaultScalarType: "unknown",
    scalars: { DateTime: "string", Date: "string", Decimal: "string", JSON: "unknown", ID: "string" },
  },
  plugins: [{ operations: {} }, { documents: {} }],
  pluginMap: { operations, documents },
});
if ((await readFile(target, "utf8").catch(() => "")) !== text) await writeFile(target, text);
