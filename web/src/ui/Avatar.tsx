import { classes } from "./classes";
import { hueOf } from "./hues";

/** The initials of a name on a colour of its own; purely an ornament beside the name itself. */
export function Avatar({ name, className }: { name: string; className?: string }) {
  const initials = name
    .split(/\s+/)
    .map((word) => word[0] ?? "")
    .slice(0, 2)
    .join("")
    .toUpperCase();
  return (
    <span
      aria-hidden
      className={classes("inline-flex size-7 shrink-0 items-center justify-center rounded-full text-[0.6875rem] font-semibold", className)}
      style={hueOf(name, "soft")}
    >
      {initials}
    </span>
  );
}
