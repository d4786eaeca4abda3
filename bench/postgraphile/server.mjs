// PostGraphile as its manual sets it up, for one database login and one server process.
// From the environment: DATABASE_URL, PORT, POOL_SIZE.
import { createServer } from "node:http";
import { randomUUID } from "node:crypto";
import { PgSimplifyInflectionPreset } from "@graphile/simplify-inflection";
import { grafserv } from "postgraphile/grafserv/node";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { PostGraphileConnectionFilterPreset } from "postgraphile-plugin-connection-filter";

const preset = {
  extends: [PostGraphileAmberPreset, PgSimplifyInflectionPreset, PostGraphileConnectionFilterPreset],
  // Plain lists beside connections, as our own calendar has them.
  schema: { defaultBehavior: "list" },
  grafserv: { graphqlPath: "/graphql", graphiql: false, watch: false },
  grafast: {
    explain: false,
    context: ({ node }) => ({
      pgSettings: {
        "app.current_tenant": node.req.headers["x-tenant-id"],
        "app.current_user_id": node.req.headers["x-user-id"] ?? "",
        "app.request_id": randomUUID(),
      },
    }),
  },
  pgServices: [
    makePgService({
      connectionString: process.env.DATABASE_URL,
      schemas: ["public"],
      poolConfig: { max: Number(process.env.POOL_SIZE) },
    }),
  ],
};

const server = createServer();
const serv = postgraphile(preset).createServ(grafserv);
serv.addTo(server);
server.listen(Number(process.env.PORT), "127.0.0.1");
