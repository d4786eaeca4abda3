import { Plus } from "lucide-react";
import { words } from "../../words/hands";
import { Button } from "../../ui/Button";
import { useHands } from "./useHands";
import { useBookable } from "./useHand";

/** The button that opens the dialog for a new booking, for those who may book. */
export function NewBooking() {
  const bookable = useBookable();
  if (bookable === "nobody") return null;
  const artistId = bookable === "everybody" ? null : bookable.artistId;
  const open = () => useHands.getState().ask({ kind: "create", artistId, when: null, original: null });
  return (
    <Button look="primary" data-testid="create-booking" onClick={open} aria-keyshortcuts="n">
      <Plus aria-hidden />
      {words.newBooking}
    </Button>
  );
}
