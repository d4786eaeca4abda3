import { useCallback, useEffect, useState } from "react";

/** So many pixels from the top still count as there. */
const NEAR = 80;

/** Whether the page's content is scrolled to its beginning, and how to get there. */
export function useTop(): { readonly isAtTop: boolean; readonly toTop: () => void } {
  const [isAtTop, setAtTop] = useState(true);
  useEffect(() => {
    const content = document.getElementById("content");
    const look = () => setAtTop((content?.scrollTop ?? 0) < NEAR);
    look();
    content?.addEventListener("scroll", look, { passive: true });
    return () => content?.removeEventListener("scroll", look);
  }, []);
  const toTop = useCallback(() => document.getElementById("content")?.scrollTo({ top: 0, behavior: "smooth" }), []);
  return { isAtTop, toTop };
}
