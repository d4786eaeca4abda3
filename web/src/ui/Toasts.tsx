import { forgetBy } from "../api/forgetting";
import { CircleAlert, CircleCheck, Info } from "lucide-react";
import { Toast as Radix } from "radix-ui";
import { create } from "zustand";
import { words } from "../words/common";
import { Button } from "./Button";
import { classes } from "./classes";

export interface ToastText {
  readonly title: string;
  readonly detail?: string;
  readonly look?: "info" | "success" | "danger";
  /** What can be done about it, such as undoing it. */
  readonly action?: { readonly label: string; readonly run: () => void };
  /** What it is about: it takes the place of what was said of that before. */
  readonly topic?: string;
}

interface Shown extends ToastText {
  readonly id: number;
}

const useToasts = create<{ shown: readonly Shown[] }>(() => ({ shown: [] }));
let last = 0;

// What can be done about something is not for whoever comes next.
forgetBy(() => useToasts.setState({ shown: [] }));

/** Tells people something in passing; screen readers say it at the next pause. */
export function toast(text: ToastText): void {
  last += 1;
  const id = last;
  useToasts.setState(({ shown }) => {
    const others = text.topic === undefined ? shown : shown.filter(({ topic }) => topic !== text.topic);
    return { shown: [...others.slice(-2), { ...text, id }] };
  });
}

function dismiss(id: number): void {
  useToasts.setState(({ shown }) => ({ shown: shown.filter((each) => each.id !== id) }));
}

const ICONS = { info: Info, success: CircleCheck, danger: CircleAlert };

export function Toasts() {
  const { shown } = useToasts();
  return (
    <Radix.Provider duration={7000} label={words.notices}>
      {shown.map(({ id, title, detail, action, look = "info" }) => {
        const Icon = ICONS[look];
        return (
          <Radix.Root
            key={id}
            onOpenChange={(open) => !open && dismiss(id)}
            className="pointer-events-auto flex items-start gap-3 rounded-lg border border-line bg-raised p-3 shadow-lg"
          >
            <Icon
              aria-hidden
              className={classes("size-5 shrink-0", look === "danger" ? "text-danger" : look === "success" ? "text-success" : "text-accent")}
            />
            <div className="flex-1 min-w-0">
              <Radix.Title className="font-medium">{title}</Radix.Title>
              {detail && <Radix.Description className="text-muted">{detail}</Radix.Description>}
            </div>
            {action && (
              <Radix.Action asChild altText={action.label}>
                <Button size="small" onClick={action.run}>
                  {action.label}
                </Button>
              </Radix.Action>
            )}
          </Radix.Root>
        );
      })}
      <Radix.Viewport className="fixed bottom-4 left-4 z-[60] flex w-[min(24rem,calc(100vw-2rem))] flex-col gap-2 outline-none max-md:bottom-20" />
    </Radix.Provider>
  );
}
