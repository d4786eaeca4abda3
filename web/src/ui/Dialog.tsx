import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useState } from "react";
import { words } from "../words/common";
import { Button, type ButtonProps } from "./Button";
import { classes } from "./classes";

export interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly children: ReactNode;
  /** `side`: along the right edge, the page stays in view. */
  readonly shape?: "middle" | "side";
  /** Without: what is beside it stays in use, and only its button and Escape close it. */
  readonly modal?: boolean;
}

/** How long after it opened a click beside it may still be the second of a double click on what opened it, in ms. */
const DOUBLE_CLICK = 500;

/** A window over the page. It keeps the focus, and gives it back; Escape closes it. */
export function Dialog({ open, onClose, title, description, children, shape = "middle", modal = true }: DialogProps) {
  // Radix gives the focus back to a trigger only, and these windows have none.
  const [before, setBefore] = useState<Element | null>(null);
  const [wasOpen, setWasOpen] = useState(false);
  const [since, setSince] = useState(0);
  if (open !== wasOpen) {
    setWasOpen(open);
    if (open) {
      setBefore(document.activeElement);
      setSince(performance.now());
    }
  }
  const giveBack = (event: Event) => {
    event.preventDefault();
    if (before instanceof HTMLElement && before.isConnected) before.focus();
  };
  return (
    <Radix.Root open={open} modal={modal} onOpenChange={(opens) => !opens && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/40 dark:bg-black/60" />
        <Radix.Content
          onCloseAutoFocus={giveBack}
          onInteractOutside={(event) => (!modal || performance.now() - since < DOUBLE_CLICK) && event.preventDefault()}
          {...(description === undefined && { "aria-describedby": undefined })}
          className={classes(
            "fixed z-50 bg-raised border border-line shadow-xl flex flex-col max-h-dvh overflow-y-auto focus:outline-none",
            shape === "middle"
              ? "left-1/2 top-1/2 w-[min(32rem,calc(100vw-1.5rem))] max-h-[calc(100dvh-1.5rem)] -translate-x-1/2 -translate-y-1/2 rounded-xl"
              : "right-0 top-0 h-dvh w-[min(26rem,100vw)] border-y-0 border-r-0",
          )}
        >
          <div className="flex items-start gap-3 px-5 pt-4 pb-2">
            <div className="flex-1 min-w-0">
              <Radix.Title className="text-base font-semibold">{title}</Radix.Title>
              {description !== undefined && <Radix.Description className="text-muted mt-0.5">{description}</Radix.Description>}
            </div>
            <Radix.Close asChild>
              <Button look="quiet" size="icon" aria-label={words.close} className="-mr-2 -mt-1">
                <X />
              </Button>
            </Radix.Close>
          </div>
          <div className="px-5 pb-5 pt-1">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The row of buttons that ends a dialog. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap justify-end gap-2 mt-5">{children}</div>;
}

export interface SaveOrCancelProps {
  readonly onCancel: () => void;
  /** Without: the button sends the form that it is in. */
  readonly onSave?: () => void;
  /** What saving is called here. */
  readonly label?: string;
  readonly look?: ButtonProps["look"];
  /** While it cannot be saved, as when it is under way. */
  readonly disabled?: boolean;
}

/** The end of most dialogs: does what it is for, or leaves it be. */
export function SaveOrCancel({ onCancel, onSave, label = words.save, look = "primary", disabled = false }: SaveOrCancelProps) {
  return (
    <DialogActions>
      <Button look="quiet" onClick={onCancel}>
        {words.cancel}
      </Button>
      <Button look={look} disabled={disabled} {...(onSave === undefined ? { type: "submit" } : { onClick: onSave })}>
        {label}
      </Button>
    </DialogActions>
  );
}
