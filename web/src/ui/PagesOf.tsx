import type { ReactNode } from "react";
import type { Pages } from "../api/pages";
import { explain } from "../api/useSend";
import { words } from "../words/common";
import { Failed, Loading } from "./Answer";
import { Button } from "./Button";

export interface PagesOfProps<Node> {
  readonly pages: Pages<Node>;
  /** How many there are, in words. */
  readonly count?: (shown: number) => string;
  /** Instead of a list that has nothing in it. */
  readonly empty: ReactNode;
  readonly children: (nodes: readonly Node[]) => ReactNode;
}

/** Shows a list as far as it has come, and the next page once the end is in sight. */
export function PagesOf<Node>({ pages: { nodes, error, hasMore, isFetching, isPrevious, more, again }, count, empty, children }: PagesOfProps<Node>) {
  return (
    <>
      {count && (
        <p role="status" className="mb-2 text-xs text-muted tabular-nums">
          {nodes && count(nodes.length)}
        </p>
      )}
      <div className="overflow-clip rounded-xl border border-line bg-surface shadow-xs" aria-busy={isPrevious}>
        {nodes === undefined && error === null && <Loading />}
        {nodes === undefined && error !== null && <Failed cause={error} onAgain={again} />}
        {nodes !== undefined && nodes.length === 0 && !hasMore && empty}
        {nodes !== undefined && nodes.length > 0 && children(nodes)}
        {nodes !== undefined && error !== null && <Outdated message={explain(error)} onAgain={again} />}
        {hasMore && error === null && <More key={nodes?.length ?? 0} busy={isFetching} onMore={more} />}
      </div>
    </>
  );
}

/** The rest of the list: comes by itself once it is in sight, and by the button. */
function More({ busy, onMore }: { busy: boolean; onMore: () => void }) {
  return (
    <div ref={(place) => whenInSight(place, onMore)} className="flex justify-center p-3">
      <Button look="quiet" onClick={onMore} disabled={busy} className="max-md:min-h-11">
        {busy ? words.loading : words.more}
      </Button>
    </div>
  );
}

function whenInSight(place: Element | null, then: () => void): (() => void) | undefined {
  if (place === null) return undefined;
  const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && then(), { rootMargin: "600px" });
  observer.observe(place);
  return () => observer.disconnect();
}

/** Below a list that could not be renewed, or not to its end. */
function Outdated({ message, onAgain }: { message: string; onAgain: () => void }) {
  return (
    <div role="alert" className="flex flex-wrap items-center justify-center gap-3 p-3 text-danger">
      {message}
      <Button size="small" onClick={onAgain}>
        {words.tryAgain}
      </Button>
    </div>
  );
}
