import { useBlocker } from "@tanstack/react-router";
import { useState } from "react";

/** Whether it is being asked if what was typed is to be given up, and what can be answered. */
export interface Leaving {
  readonly asks: boolean;
  /** Closes the form, or asks first. */
  readonly leave: () => void;
  readonly keep: () => void;
  readonly discard: () => void;
}

/** Asks before a form in which something was typed is closed, or its page is left. */
export function useLeaving(isTyped: boolean, close: () => void): Leaving {
  const [asks, setAsks] = useState(false);
  const away = useBlocker({
    // The board writes what it shows into the address, which leaves nothing.
    shouldBlockFn: ({ current, next }) => isTyped && next.pathname !== current.pathname,
    enableBeforeUnload: isTyped,
    withResolver: true,
  });
  return {
    asks: asks || away.status === "blocked",
    leave: () => (isTyped ? setAsks(true) : close()),
    keep: () => {
      setAsks(false);
      away.reset?.();
    },
    discard: () => {
      close();
      away.proceed?.();
    },
  };
}
