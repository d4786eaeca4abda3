import { HISTORY_PLUGIN } from "@graphiql/plugin-history";
import { GraphiQL } from "graphiql";
import { Bar } from "./Bar";
import { EXAMPLES_PLUGIN } from "./ExamplesPanel";
import { fetcher } from "./endpoint";
import { Notice } from "./Notice";
import { useDemoUsers } from "./useDemoUsers";
import welcome from "./welcome.graphql?raw";

const PLUGINS = [EXAMPLES_PLUGIN, HISTORY_PLUGIN];

export function Page() {
  const { users, problem } = useDemoUsers();
  return (
    <>
      <Bar users={users} loadProblem={problem} />
      <main>
        <GraphiQL
          fetcher={fetcher}
          defaultQuery={welcome}
          plugins={PLUGINS}
          visiblePlugin={EXAMPLES_PLUGIN}
          defaultEditorToolsVisibility="variables"
        >
          <GraphiQL.Footer>
            <Notice users={users} />
          </GraphiQL.Footer>
        </GraphiQL>
      </main>
    </>
  );
}
