import { type MonacoEditor, useGraphiQL } from "@graphiql/react";
import { useEffect, useState } from "react";
import type { Identity } from "../session/identity";
import { ask } from "./endpoint";
import { exampleVariables } from "./examples/examples";

/**
 * Fills in the variables of the tab in front while it shows an example, as soon as somebody is signed in; what is
 * typed by hand stays. Answers why it could not, for people to read.
 */
export function useExampleVariables(identity: Identity | null): string | null {
  const { tab, query, editor } = useGraphiQL(({ tabs, activeTabIndex, variableEditor }) => ({
    tab: tabs[activeTabIndex]?.id,
    query: tabs[activeTabIndex]?.query ?? "",
    editor: variableEditor,
  }));
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    setProblem(null);
    if (identity === null || editor === undefined || !isBlank(editor)) return;
    let inFront = true;
    exampleVariables(query, ask).then(
      (variables) => {
        if (inFront && isBlank(editor)) editor.setValue(variables);
      },
      (error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        if (inFront) setProblem(`The variables could not be filled in. ${reason}`);
      },
    );
    return () => {
      inFront = false;
    };
  }, [identity, tab, query, editor]);
  return problem;
}

function isBlank(editor: MonacoEditor): boolean {
  return editor.getValue().trim() === "";
}
