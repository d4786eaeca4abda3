import { Ban, CalendarPlus, CircleCheck, Copy, Info, PencilLine, RotateCcw, Scissors, Swords, Timer, Undo2, UserX } from "lucide-react";
import { MenuAt, type MenuEntry } from "../../../ui/Menu";
import { words } from "../../../words/hands";
import type { BoardBooking } from "../../booking";
import { useBoard } from "../../useBoard";
import { takeStep, takeStepTogether } from "../changes/step";
import { type Act, actsOn, commonSteps, type Hand, type Step } from "../model/steps";
import { useHand } from "../useHand";
import { type Question, useHands } from "../useHands";

const ICONS = {
  confirm: CircleCheck,
  pencil: PencilLine,
  hold: Undo2,
  release: Ban,
  decline: UserX,
  cancel: Ban,
  restore: RotateCcw,
};
const KEYS: Partial<Record<Act, string>> = { confirm: "C", pencil: "P", hold: "H", release: "R", cancel: "Del", duplicate: "D" };

/** What can be done to the bookings, or with the time, that was pointed at. */
export function BlockMenu({ at, bookings, slot }: Extract<Question, { kind: "menu" }>) {
  const hand = useHand();
  const { ask } = useHands.getState();
  const close = () => {
    // An entry may have asked something else by now.
    if (useHands.getState().question?.kind === "menu") useHands.getState().answered();
  };
  const [first] = bookings;
  const items: MenuEntry[] =
    first === undefined
      ? [{ label: words.bookHere, icon: CalendarPlus, keys: "N", onSelect: () => slot && ask({ kind: "create", ...slot, original: null }) }]
      : bookings.length > 1
        ? commonSteps(bookings, hand).map((step) => entry(step, () => takeStepTogether(bookings, step, hand)))
        : entriesOf(first, hand);
  const title = bookings.length > 1 ? words.acts.of(bookings.length) : words.acts.menu;
  return <MenuAt at={at} title={title} items={items} onClose={close} />;
}

function entriesOf(booking: BoardBooking, hand: Hand): MenuEntry[] {
  const open = () => useBoard.getState().open(booking.id);
  const { ask } = useHands.getState();
  const copy = () => ask({ kind: "create", artistId: booking.artistId, when: booking, original: booking });
  const acts = actsOn(booking, hand);
  const steps = acts.filter((act): act is Step => act in ICONS);
  const label = (step: Step) => {
    if (step === "pencil" && booking.status === "CONFIRMED") return words.acts.unconfirm;
    return step === "decline" && !hand.plans ? words.acts.declineOwn : words.acts[step];
  };
  const run = (step: Step) => entry(step, () => takeStep(booking, step, hand), label(step));
  const ending = steps.filter(isEnding);
  return [
    { label: words.acts.open, icon: Info, keys: "Enter", onSelect: open },
    ...steps.filter((step) => !isEnding(step)).map(run),
    ...(acts.includes("extend") ? [{ label: words.acts.extend, icon: Timer, onSelect: () => ask({ kind: "extend", booking }) }] : []),
    ...(acts.includes("challenge") && (booking.rank ?? 1) > 1 ? [{ label: words.acts.challenge, icon: Swords, onSelect: open }] : []),
    ...(acts.includes("split") ? [{ label: words.acts.split, icon: Scissors, onSelect: () => ask({ kind: "split", booking }) }] : []),
    ...(acts.includes("duplicate") ? [{ label: words.acts.duplicate, icon: Copy, keys: "D", onSelect: copy }] : []),
    ...(ending.length > 0 ? [null, ...ending.map(run)] : []),
  ];
}

function isEnding(step: Step): boolean {
  return step === "release" || step === "decline" || step === "cancel";
}

function entry(step: Step, onSelect: () => void, label: string = words.acts[step]): MenuEntry {
  const keys = KEYS[step];
  return { label, icon: ICONS[step], onSelect, danger: isEnding(step), ...(keys !== undefined && { keys }) };
}
