import { lazy, Suspense, useEffect, useRef } from "react";
import { useBoard } from "../useBoard";
import { InHand } from "./InHand";
import { useContextMenu } from "./useContextMenu";
import { useHand } from "./useHand";
import { useHands } from "./useHands";
import { useKeptFocus } from "./useKeptFocus";
import { useKeys } from "./useKeys";
import { useChoosing, usePointer } from "./usePointer";

const BlockMenu = lazy(async () => ({ default: (await import("./menu/BlockMenu")).BlockMenu }));
const CreateDialog = lazy(async () => ({ default: (await import("./create/CreateDialog")).CreateDialog }));
const ReasonDialog = lazy(async () => ({ default: (await import("./ReasonDialog")).ReasonDialog }));
const KeysDialog = lazy(async () => ({ default: (await import("./KeysDialog")).KeysDialog }));
const SplitDialog = lazy(async () => ({ default: (await import("./SplitDialog")).SplitDialog }));
const ExtendDialog = lazy(async () => ({ default: (await import("./ExtendDialog")).ExtendDialog }));
const Panel = lazy(async () => ({ default: (await import("./panel/Panel")).Panel }));

/** Listens to pointers and keys on the board that it is in, and shows what they do. */
export function HandsLayer() {
  const layer = useRef<HTMLDivElement>(null);
  usePointer(layer);
  useChoosing(layer);
  useContextMenu(layer);
  useKeys(layer);
  useKeptFocus(layer);
  const { plans } = useHand();
  useEffect(() => useHands.setState({ mayUndo: plans }), [plans]);
  return (
    <div ref={layer} className="contents">
      <InHand />
      <Suspense>
        <Windows />
      </Suspense>
    </div>
  );
}

function Windows() {
  const question = useHands((state) => state.question);
  const opened = useBoard((state) => state.opened);
  return (
    <>
      {opened !== null && <Panel key={opened} id={opened} />}
      {question?.kind === "menu" && <BlockMenu {...question} />}
      {question?.kind === "create" && <CreateDialog {...question} />}
      {question?.kind === "reason" && <ReasonDialog {...question} />}
      {question?.kind === "split" && <SplitDialog {...question} />}
      {question?.kind === "extend" && <ExtendDialog {...question} />}
      {question?.kind === "keys" && <KeysDialog />}
    </>
  );
}
