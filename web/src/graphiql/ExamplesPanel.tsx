import "./examples.css";
import { type GraphiQLPlugin, useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { useState } from "react";
import { ask } from "./endpoint";
import { type Example, EXAMPLES } from "./examples/examples";

function ExamplesPanel() {
  const { addTab, stop } = useGraphiQLActions();
  const { queryEditor, variableEditor } = useGraphiQL(({ queryEditor, variableEditor }) => ({ queryEditor, variableEditor }));
  const [problem, setProblem] = useState<string | null>(null);

  async function open(example: Example) {
    const variables = await filled(example).then(succeed, fail);
    stop();
    addTab();
    queryEditor?.setValue(example.query);
    variableEditor?.setValue(variables);
    queryEditor?.focus();
  }

  function succeed(variables: string) {
    setProblem(null);
    return variables;
  }

  function fail(error: unknown) {
    setProblem(`The variables could not be filled in. ${error instanceof Error ? error.message : String(error)}`);
    return "";
  }

  return (
    <section className="examples" aria-label="Examples">
      <h2>Examples</h2>
      <p>Each opens in a new tab, ready to run.</p>
      <ol>
        {EXAMPLES.map((example) => (
          <li key={example.title}>
            <button type="button" onClick={() => void open(example)}>
              <strong>{example.title}</strong>
              <span>{example.summary}</span>
            </button>
          </li>
        ))}
      </ol>
      <p role="status" className="problem">
        {problem}
      </p>
    </section>
  );
}

async function filled(example: Example): Promise<string> {
  const variables = await example.variables?.(ask);
  return variables === undefined ? "" : JSON.stringify(variables, null, 2);
}

function ExamplesIcon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <path d="M5 4h14v16H5zM9 9l3 3-3 3M13 15h3" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}

export const EXAMPLES_PLUGIN: GraphiQLPlugin = { title: "Examples", icon: ExamplesIcon, content: ExamplesPanel };
