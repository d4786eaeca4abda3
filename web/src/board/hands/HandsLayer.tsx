import { type ComponentType, lazy, Suspense, useEffect, useRef } from "react";
import { useBoard } from "../useBoard";
import { InHand } from "./InHand";
import { useContextMenu } from "./useContextMenu";
import { useHand } from "./useHand";
import { useHands } from "./useHands";
import { useKeptFocus } from "./useKeptFocus";
import { useKeys } from "./useKeys";
import { useChoosing, usePointer } from "./usePointer";

const ahead: (() => Promise<unknown>)[] = [];

/** A window whose code comes when it is first opened, or before that when nothing else is to do. */
function windowOf<Props>(load: () => Promise<ComponentType<Props>>) {
  ahead.push(load);
  return lazy(async () => ({ default: await load() }));
}

const BlockMenu = windowOf(async () => (await import("./menu/BlockMenu")).BlockMenu);
const CreateDialog = windowOf(async () => (await import("./create/CreateDialog")).CreateDialog);
const ReasonDialog = windowOf(async () => (await import("./ReasonDialog")).ReasonDialog);
const KeysDialog = windowOf(async () => (await import("./KeysDialog")).KeysDialog);
const SplitDialog = windowOf(async () => (await import("./SplitDialog")).SplitDialog);
const ExtendDialog = windowOf(async () => (await import("./ExtendDialog")).ExtendDialog);
const Panel = windowOf(async () => (await import("./panel/Panel")).Panel);

/** How long after the board, in ms: what is in view comes first. */
const LATER = 2_000;

/** Listens to pointers and keys on the board that it is in, and shows what they do. */
export function HandsLayer() {
  const layer = useRef<HTMLDivElement>(null);
  usePointer(layer);
  useChoosing(layer);
  useContextMenu(layer);
  useKeys(layer);
  useKeptFocus(layer);
  useEffect(() => sayReady(layer.current), []);
  const { plans } = useHand();
  useEffect(() => useHands.setState({ mayUndo: plans }), [plans]);
  useEffect(fetchAhead, []);
  // What is asked on the board is not asked of whoever comes back to it later.
  useEffect(() => () => useHands.getState().answered(), []);
  return (
    <div ref={layer} className="contents">
      <InHand />
      <Suspense>
        <Windows />
      </Suspense>
    </div>
  );
}

/** Says on the board that it listens by now: its code comes a little after what is seen of it. */
function sayReady(layer: HTMLElement | null): () => void {
  const board = layer?.closest("[data-board]");
  board?.setAttribute("data-hands", "");
  return () => board?.removeAttribute("data-hands");
}

/** So that windows open at once, also when the server has another build by then. */
function fetchAhead(): () => void {
  const timer = setTimeout(() => {
    // Whatever fails is fetched when it is needed.
    for (const load of ahead) void load().catch(() => undefined);
  }, LATER);
  return () => clearTimeout(timer);
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
