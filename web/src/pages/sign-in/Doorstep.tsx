import { type ReactNode, useEffect } from "react";
import icon from "../../app/icon.svg";
import { words as common } from "../../words/common";

/** What surrounds people who are not in yet: whose door it is, and what to do. */
export function Doorstep({ title, intro, wide = false, children }: { title: string; intro?: ReactNode; wide?: boolean; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · ${common.product}`;
  }, [title]);
  return (
    <main className="flex min-h-full flex-col items-center justify-center gap-6 px-4 py-10">
      <p className="flex items-center gap-2.5 text-lg font-semibold tracking-tight">
        <img src={icon} alt="" className="size-8" />
        {common.product}
      </p>
      <div className={wide ? "w-full max-w-3xl" : "w-full max-w-md"}>
        <div className="mb-5 text-center">
          <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
          {intro && <p className="mx-auto mt-1.5 max-w-prose text-pretty text-muted">{intro}</p>}
        </div>
        {children}
      </div>
    </main>
  );
}

/** What went wrong, said at once to those who hear the page. */
export function Problem({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div role="alert" className="mb-4 rounded-lg border border-danger/40 bg-danger-soft px-4 py-3">
      <p className="font-medium text-danger">{title}</p>
      <div className="mt-0.5">{children}</div>
    </div>
  );
}
