import type { ReactNode } from "react";
import { classes } from "./classes";
import { TextField } from "./Field";
import { useDelayed } from "./useDelayed";

/** What a list shows, to be chosen above it; each choice counts at once. */
export function SearchForm({ label, className, children }: { label: string; className?: string; children: ReactNode }) {
  return (
    <form
      role="search"
      aria-label={label}
      onSubmit={(event) => event.preventDefault()}
      className={classes(
        "mb-4 grid grid-cols-2 gap-x-3 gap-y-2 print:hidden max-md:[&_:is(button,input:not([type=checkbox]),select)]:min-h-11",
        className,
      )}
    >
      {children}
    </form>
  );
}

export interface SearchFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly className?: string;
  readonly value: string;
  /** Once the person pauses. */
  readonly onSearch: (text: string) => void;
}

/** The text that is searched for. */
export function SearchField({ value, onSearch, ...rest }: SearchFieldProps) {
  const [typed, setTyped] = useDelayed(value, onSearch);
  return <TextField {...rest} type="search" value={typed} onChange={({ target }) => setTyped(target.value)} />;
}
