import { ArrowRight } from "lucide-react";
import { words } from "../../words/activity";
import type { Alteration, Value } from "./changes";
import { Name } from "./Name";

/** What was changed: before and after. */
export function Alterations({ all }: { all: readonly Alteration[] }) {
  if (all.length === 0) return null;
  return (
    <dl aria-label={words.changed} className="mt-1 grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 text-xs text-muted">
      {all.map(({ field, from, to }) => (
        <div key={field} className="contents">
          <dt className="text-faint">{field}</dt>
          <dd className="flex min-w-0 flex-wrap items-center gap-x-1.5">
            <del className="break-words line-through decoration-faint">
              <Shown value={from} />
            </del>
            <ArrowRight aria-hidden className="size-3 shrink-0" />
            <ins className="break-words text-ink no-underline">
              <Shown value={to} />
            </ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Shown({ value }: { value: Value }) {
  if (value === null) return words.nothing;
  return "id" in value ? <Name id={value.id} /> : value.text;
}
