import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { classes } from "./classes";

const button = cva(
  "inline-flex items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap transition-colors select-none disabled:opacity-50 disabled:pointer-events-none [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      look: {
        primary: "bg-accent-fill text-on-accent hover:bg-accent-fill/90 shadow-xs",
        plain: "bg-surface text-ink border border-line shadow-xs hover:bg-sunken",
        quiet: "text-muted hover:text-ink hover:bg-sunken",
        danger: "bg-danger-fill text-white hover:bg-danger-fill/90 shadow-xs",
      },
      size: {
        small: "h-7 px-2 text-xs",
        medium: "h-8.5 px-3 text-sm",
        icon: "size-8.5",
      },
    },
    defaultVariants: { look: "plain", size: "medium" },
  },
);

export type ButtonProps = ComponentProps<"button"> & VariantProps<typeof button> & { asChild?: boolean };

/** With `asChild` its only child, a link for instance, looks like a button. */
export function Button({ className, look, size, asChild = false, ...rest }: ButtonProps) {
  const Element = asChild ? Slot.Root : "button";
  return <Element {...(!asChild && { type: "button" as const })} className={classes(button({ look, size }), className)} {...rest} />;
}
