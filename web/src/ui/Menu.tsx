import { ContextMenu, DropdownMenu } from "radix-ui";
import { type ComponentType, type ReactNode, useState } from "react";
import { classes } from "./classes";

/** One line of a menu; `null` is a separating line. */
export type MenuEntry = {
  readonly label: string;
  readonly onSelect: () => void;
  readonly icon?: ComponentType<{ className?: string }>;
  /** The key that does the same, for people to read. */
  readonly keys?: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly testId?: string;
} | null;

const PANEL =
  "z-[70] min-w-48 rounded-lg border border-line bg-raised p-1 shadow-lg max-h-[var(--radix-popper-available-height)] overflow-y-auto";
const LINE =
  "flex items-center gap-2 rounded-md px-2 py-1.5 text-sm outline-none select-none data-[highlighted]:bg-sunken data-[disabled]:opacity-50 [&_svg]:size-4";

interface Parts {
  readonly Item: typeof DropdownMenu.Item | typeof ContextMenu.Item;
  readonly Separator: typeof DropdownMenu.Separator | typeof ContextMenu.Separator;
}

function entries(all: readonly MenuEntry[], { Item, Separator }: Parts) {
  return all.map((entry, index) =>
    entry === null ? (
      <Separator key={index} className="my-1 h-px bg-line" />
    ) : (
      <Item
        key={entry.label}
        className={classes(LINE, entry.danger && "text-danger")}
        disabled={entry.disabled ?? false}
        onSelect={entry.onSelect}
        data-testid={entry.testId}
      >
        {entry.icon && <entry.icon />}
        <span className="flex-1">{entry.label}</span>
        {entry.keys && <kbd className="text-xs text-faint font-sans">{entry.keys}</kbd>}
      </Item>
    ),
  );
}

/** A menu below `trigger`, which must be able to hold a ref (a `Button`). */
export function Menu({ trigger, items, align = "end" }: { trigger: ReactNode; items: readonly MenuEntry[]; align?: "start" | "end" }) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={PANEL} align={align} sideOffset={4}>
          {entries(items, DropdownMenu)}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** The menu of the right mouse button, or of the keyboard's menu key, on `children`. */
export function ContextualMenu({ children, items }: { children: ReactNode; items: readonly MenuEntry[] }) {
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger asChild>{children}</ContextMenu.Trigger>
      <ContextMenu.Portal>
        <ContextMenu.Content className={PANEL}>{entries(items, ContextMenu)}</ContextMenu.Content>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
}

/** A menu at a place in the window (CSS pixels), for what has no element of its own to open it. Closing gives the focus back to where it was. */
export function MenuAt({ at, title, items, onClose }: { at: { x: number; y: number }; title: string; items: readonly MenuEntry[]; onClose: () => void }) {
  const [before] = useState(() => document.activeElement);
  const giveBack = (event: Event) => {
    event.preventDefault();
    if (before instanceof HTMLElement && document.activeElement === document.body) before.focus();
  };
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <DropdownMenu.Trigger aria-hidden tabIndex={-1} className="pointer-events-none fixed size-0 overflow-hidden" style={{ left: at.x, top: at.y }}>
        {title}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={PANEL} align="start" sideOffset={2} onCloseAutoFocus={giveBack}>
          {entries(items, DropdownMenu)}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
