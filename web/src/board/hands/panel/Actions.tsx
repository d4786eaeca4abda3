import { MoreHorizontal } from "lucide-react";
import { Button, type ButtonProps } from "../../../ui/Button";
import { Menu, type MenuEntry } from "../../../ui/Menu";
import { words } from "../../../words/hands";
import type { BoardBooking } from "../../booking";
import { takeStep } from "../changes/step";
import type { Act, Hand, Step } from "../model/steps";
import { useHands } from "../useHands";

/** In the order of the buttons; the others are in the menu. */
const BUTTONS: readonly Step[] = ["confirm", "pencil", "hold", "restore", "decline", "release"];
const ENDINGS: readonly Step[] = ["decline", "release", "cancel"];

/** What the state and the role allow to do with a booking. */
export function Actions({ booking, acts, hand }: { booking: BoardBooking; acts: readonly Act[]; hand: Hand }) {
  if (acts.length === 0) return hand.plans || hand.ownArtistId !== null ? null : <p className="text-xs text-muted">{words.panel.viewOnly}</p>;
  const { ask } = useHands.getState();
  const shown = BUTTONS.filter((step) => acts.includes(step) && (!hand.plans || !ENDINGS.includes(step)));
  const rest: MenuEntry[] = [];
  if (acts.includes("extend")) rest.push({ label: words.acts.extend, onSelect: () => ask({ kind: "extend", booking }) });
  if (acts.includes("split")) rest.push({ label: words.acts.split, onSelect: () => ask({ kind: "split", booking }) });
  if (acts.includes("duplicate")) {
    rest.push({ label: words.acts.duplicate, onSelect: () => ask({ kind: "create", artistId: booking.artistId, when: booking, original: booking }) });
  }
  const endings = ENDINGS.filter((step) => acts.includes(step) && !shown.includes(step));
  if (rest.length > 0 && endings.length > 0) rest.push(null);
  for (const step of endings) rest.push({ label: words.acts[step], danger: true, onSelect: () => takeStep(booking, step, hand) });
  return (
    <div role="group" aria-label={words.acts.menu} className="flex flex-wrap gap-2">
      {shown.map((step) => (
        <Button key={step} look={lookOf(step)} data-testid={`${step}-booking`} onClick={() => takeStep(booking, step, hand)}>
          {labelOf(step, booking, hand)}
        </Button>
      ))}
      {rest.length > 0 && (
        <Menu
          items={rest}
          trigger={
            <Button size="icon" aria-label={words.acts.menu}>
              <MoreHorizontal />
            </Button>
          }
        />
      )}
    </div>
  );
}

function lookOf(step: Step): NonNullable<ButtonProps["look"]> {
  return step === "confirm" || step === "restore" ? "primary" : "plain";
}

function labelOf(step: Step, { status }: BoardBooking, { plans }: Hand): string {
  if (step === "pencil" && status === "CONFIRMED") return words.acts.unconfirm;
  return step === "decline" && !plans ? words.acts.declineOwn : words.acts[step];
}
