import { Check, ChevronDown } from "lucide-react";
import { Popover } from "radix-ui";
import { useId, useState } from "react";
import { words } from "../words/picking";
import { Button } from "./Button";
import { classes } from "./classes";
import { Checkbox } from "./Field";

export interface Choice {
  readonly id: string;
  readonly name: string;
}

export interface PickManyProps {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly picked: readonly string[];
  readonly onPick: (picked: string[]) => void;
  /** What it means to pick none. */
  readonly none: string;
  readonly className?: string;
}

/** From how many choices on there is a field to search them. */
const SEARCHED_FROM = 9;

/** Any number of choices out of a list, in a panel below a button that tells what is picked. */
export function PickMany({ label, choices, picked, onPick, none, className }: PickManyProps) {
  const labelId = useId();
  const [search, setSearch] = useState("");
  const names = choices.filter(({ id }) => picked.includes(id)).map(({ name }) => name);
  const shown = choices.filter(({ name }) => name.toLowerCase().includes(search.trim().toLowerCase()));
  const summary = picked.length === 0 ? none : names.length === 1 && picked.length === 1 ? names[0] : words.picked(picked.length);
  return (
    <div className={classes("flex min-w-0 flex-col gap-1", className)}>
      <span id={labelId} className="text-xs font-medium text-muted">
        {label}
      </span>
      <Popover.Root onOpenChange={() => setSearch("")}>
        <Popover.Trigger asChild>
          <Button aria-labelledby={`${labelId} ${labelId}-value`} className={classes("justify-between border-line-strong/60 px-2.5 font-normal", picked.length > 0 && "font-medium text-accent")}>
            <span id={`${labelId}-value`} className="truncate">
              {summary}
            </span>
            <ChevronDown aria-hidden className="text-muted" />
          </Button>
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content
            align="start"
            sideOffset={4}
            aria-labelledby={labelId}
            className="z-50 flex max-h-[min(22rem,var(--radix-popper-available-height))] w-64 flex-col rounded-lg border border-line bg-raised shadow-lg focus:outline-none"
          >
            {choices.length >= SEARCHED_FROM && (
              <input
                aria-label={words.searchIn(label)}
                placeholder={words.search}
                value={search}
                onChange={(event) => setSearch(event.target.value)}
                className="m-2 mb-0 h-8.5 rounded-md border border-line-strong/60 bg-surface px-2.5 text-sm placeholder:text-faint"
              />
            )}
            <ul className="min-h-0 overflow-y-auto p-1">
              {shown.map(({ id, name }) => (
                <li key={id}>
                  <Checkbox
                    label={name}
                    checked={picked.includes(id)}
                    onChange={({ target }) => onPick(target.checked ? [...picked, id] : picked.filter((other) => other !== id))}
                    className="min-h-8 rounded-md px-2 hover:bg-sunken max-md:min-h-11"
                  />
                </li>
              ))}
              {shown.length === 0 && <li className="px-2 py-3 text-muted">{words.nothing}</li>}
            </ul>
            {picked.length > 0 && (
              <div className="border-t border-line p-1">
                <Button look="quiet" size="small" className="w-full" onClick={() => onPick([])}>
                  <Check aria-hidden />
                  {none}
                </Button>
              </div>
            )}
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
    </div>
  );
}
