import { Dialog } from "../../ui/Dialog";
import { words } from "../../words/hands";
import { useHands } from "./useHands";

/** The list of what keys do. */
export function KeysDialog() {
  const close = useHands((state) => state.answered);
  return (
    <Dialog open onClose={close} title={words.keys.title} description={words.keys.hint}>
      <dl className="grid grid-cols-[max-content_1fr] items-baseline gap-x-4 gap-y-1.5">
        {words.keys.list.map(([keys, what]) => (
          <div key={keys} className="contents">
            <dt>
              <kbd className="rounded border border-line bg-sunken px-1.5 py-0.5 font-sans text-xs">{keys}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-4 text-muted">{words.keys.pointer}</p>
    </Dialog>
  );
}
