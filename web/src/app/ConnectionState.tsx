import { useSyncExternalStore } from "react";
import { live } from "../api/endpoint";
import { classes } from "../ui/classes";
import { Tooltip } from "../ui/Tooltip";
import { words } from "../words/shell";

const COLOURS = { idle: "bg-faint", connecting: "bg-warning", live: "bg-success", lost: "bg-danger" };

/** Whether what is shown is up to date. */
export function ConnectionState() {
  const state = useSyncExternalStore(live.onChange, live.state);
  return (
    <Tooltip text={words.connection[state]}>
      <span role="status" tabIndex={0} data-testid="connection" data-state={state} className="flex items-center gap-1.5 rounded-md px-1 text-xs text-muted">
        <span aria-hidden className={classes("size-2 rounded-full", COLOURS[state])} />
        <span className={classes(state === "live" && "max-sm:sr-only")}>{state === "lost" ? words.connection.lost.split(";")[0] : words.connection[state]}</span>
      </span>
    </Tooltip>
  );
}
