import { Tooltip as Radix } from "radix-ui";
import type { ReactNode } from "react";

/** Everything that has tooltips is below it. */
export function Tooltips({ children }: { children: ReactNode }) {
  return <Radix.Provider delayDuration={350}>{children}</Radix.Provider>;
}

/** Says more about its child while the pointer or the focus is there. */
export function Tooltip({ text, children, side = "bottom" }: { text: ReactNode; children: ReactNode; side?: "top" | "bottom" | "right" | "left" }) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content side={side} sideOffset={6} className="z-50 max-w-xs rounded-md bg-ink px-2 py-1 text-xs text-canvas shadow-md">
          {text}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
