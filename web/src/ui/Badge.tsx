import type { ReactNode } from "react";
import { classes } from "./classes";

const LOOKS = {
  plain: "bg-sunken text-muted",
  accent: "bg-accent-soft text-accent",
  success: "bg-success-soft text-success",
  warning: "bg-warning-soft text-warning",
};

/** A word about the thing beside it. */
export function Badge({ look = "plain", children }: { look?: keyof typeof LOOKS; children: ReactNode }) {
  return <span className={classes("inline-flex rounded-full px-2 py-0.5 text-xs font-medium whitespace-nowrap", LOOKS[look])}>{children}</span>;
}
