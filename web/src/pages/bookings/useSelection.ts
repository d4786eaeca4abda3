import { useCallback, useRef, useState } from "react";

export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** Picks or drops one; with `through` all from the one before up to it, as they are listed. */
  readonly toggle: (id: string, through?: boolean) => void;
  readonly set: (ids: Iterable<string>) => void;
}

/** Which of the listed things somebody has picked. */
export function useSelection(listed: readonly string[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const anchor = useRef<string | null>(null);
  const order = useRef(listed);
  order.current = listed;
  const toggle = useCallback((id: string, through = false) => {
    const start = anchor.current === null ? -1 : order.current.indexOf(anchor.current);
    const end = order.current.indexOf(id);
    const range = through && start >= 0 ? order.current.slice(Math.min(start, end), Math.max(start, end) + 1) : [id];
    anchor.current = id;
    setIds((before) => {
      const after = new Set(before);
      for (const each of range) {
        if (before.has(id)) after.delete(each);
        else after.add(each);
      }
      return after;
    });
  }, []);
  const set = useCallback((chosen: Iterable<string>) => setIds(new Set(chosen)), []);
  return { ids, toggle, set };
}
