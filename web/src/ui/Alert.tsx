import { CircleAlert } from "lucide-react";
import type { ReactNode, Ref } from "react";

/** What went wrong, said at once to those who hear the page; nothing while there is nothing. */
export function Alert({ children, ref }: { children: ReactNode; ref?: Ref<HTMLDivElement> }) {
  if (children === null || children === undefined || children === false) return null;
  return (
    <div ref={ref} role="alert" className="mt-3 flex gap-2 rounded-md bg-danger-soft px-3 py-2 text-sm text-danger">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0">{children}</div>
    </div>
  );
}
