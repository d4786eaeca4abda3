import { type ComponentProps, type ReactNode, useId } from "react";
import { classes } from "./classes";

const box =
  "w-full h-8.5 rounded-md border border-line-strong/60 bg-surface px-2.5 text-sm text-ink shadow-xs placeholder:text-faint disabled:opacity-60 aria-invalid:border-danger";

interface Labelled {
  readonly label: ReactNode;
  /** What to know before filling it in. */
  readonly hint?: ReactNode;
  /** What is wrong with what is in it. */
  readonly error?: string | null | undefined;
  /** Only for those who hear the page. */
  readonly labelHidden?: boolean;
  readonly className?: string;
}

type Ids = { id: string; "aria-invalid": boolean; "aria-describedby"?: string };

function Frame({ label, hint, error, labelHidden, className, children }: Labelled & { children: (ids: Ids) => ReactNode }) {
  const id = useId();
  const described = error || hint ? `${id}-note` : undefined;
  return (
    <div className={classes("flex flex-col gap-1 min-w-0", className)}>
      <label htmlFor={id} className={labelHidden ? "sr-only" : "text-xs font-medium text-muted"}>
        {label}
      </label>
      {children({ id, "aria-invalid": Boolean(error), ...(described && { "aria-describedby": described }) })}
      {described && (
        <p id={described} className={classes("text-xs", error ? "text-danger" : "text-muted")}>
          {error ?? hint}
        </p>
      )}
    </div>
  );
}

export function TextField({ label, hint, error, labelHidden, className, ...rest }: Labelled & ComponentProps<"input">) {
  return (
    <Frame {...{ label, hint, error, labelHidden: labelHidden ?? false, ...(className && { className }) }}>
      {(ids) => <input className={box} {...ids} {...rest} />}
    </Frame>
  );
}

export function TextArea({ label, hint, error, labelHidden, className, ...rest }: Labelled & ComponentProps<"textarea">) {
  return (
    <Frame {...{ label, hint, error, labelHidden: labelHidden ?? false, ...(className && { className }) }}>
      {(ids) => <textarea rows={3} className={classes(box, "h-auto py-2")} {...ids} {...rest} />}
    </Frame>
  );
}

/** A native select: long lists, phones and screen readers are its strength. */
export function SelectField({ label, hint, error, labelHidden, className, children, ...rest }: Labelled & ComponentProps<"select">) {
  return (
    <Frame {...{ label, hint, error, labelHidden: labelHidden ?? false, ...(className && { className }) }}>
      {(ids) => (
        <select className={classes(box, "pr-7")} {...ids} {...rest}>
          {children}
        </select>
      )}
    </Frame>
  );
}

export function Checkbox({ label, className, ...rest }: { label: ReactNode } & ComponentProps<"input">) {
  return (
    <label className={classes("flex items-center gap-2 text-sm", className)}>
      <input type="checkbox" className="size-4 accent-accent-fill" {...rest} />
      {label}
    </label>
  );
}
