import { Fragment, type ReactNode } from "react";

export interface Fact {
  readonly name: string;
  /** Null or empty: there is none. */
  readonly value: ReactNode;
  /** What to say then, if it is more telling than the list's own word. */
  readonly none?: string;
}

/** What is known of something, one fact a line; what is `false` is left out. */
export function Facts({ facts, none }: { facts: readonly (Fact | false)[]; none: string }) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-2 px-4 py-3">
      {facts
        .filter((fact) => fact !== false)
        .map(({ name, value, none: own }) => (
          <Fragment key={name}>
            <dt className="text-muted">{name}</dt>
            <dd className="min-w-0 break-words">{value || <span className="text-muted">{own ?? none}</span>}</dd>
          </Fragment>
        ))}
    </dl>
  );
}
