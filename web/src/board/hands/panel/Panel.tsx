import { useEffect } from "react";
import { HandsBookingDocument, type HandsBookingQuery } from "../../../api/operations";
import { useAsk } from "../../../api/queries";
import { Answer } from "../../../ui/Answer";
import { Dialog } from "../../../ui/Dialog";
import { Empty } from "../../../ui/Page";
import { words as common } from "../../../words/common";
import { words } from "../../../words/hands";
import { boardBooking } from "../../booking";
import { useGeometry } from "../../geometry";
import { schedule, useBookingsOf } from "../../schedule";
import { useBoard } from "../../useBoard";
import { actsOn } from "../model/steps";
import { useHand } from "../useHand";
import { Actions } from "./Actions";
import { ChangeForm } from "./ChangeForm";
import { Facts } from "./Facts";
import { Queue } from "./Queue";

/** A booking with all its particulars. */
export type Particulars = NonNullable<HandsBookingQuery["booking"]>;

/** What is known of a booking, and what can be done with it, along the right edge of the board. */
export function Panel({ id }: { id: string }) {
  const query = useAsk(HandsBookingDocument, { id }, { kinds: ["BOOKING", "CHALLENGE", "HOLD"] });
  const close = () => useBoard.getState().open(null);
  const booking = query.data?.booking;
  useFresh(id, booking, () => void query.refetch());
  useRevealed(id, booking);
  const { plans } = useHand();
  const title = booking == null ? words.panel.loading : (booking.project?.name ?? (plans ? common.noProject : words.panel.busy));
  return (
    <Dialog open onClose={close} title={title} shape="side" modal={false} {...(booking != null && { description: booking.artist.name })}>
      <Answer query={query}>
        {({ booking: found }) =>
          found === null ? (
            <Empty title={words.panel.gone}>
              <p>{words.panel.goneHint}</p>
            </Empty>
          ) : (
            <Body booking={found} />
          )
        }
      </Answer>
    </Dialog>
  );
}

function Body({ booking }: { booking: Particulars }) {
  const hand = useHand();
  const acts = actsOn({ artistId: booking.artist.id, status: booking.status }, hand);
  return (
    <div className="grid gap-5" data-testid="booking-panel">
      <Facts booking={booking} isEdited={acts.includes("change")} />
      <Actions booking={boardBooking(booking)} acts={acts} hand={hand} />
      <Queue booking={booking} mayChallenge={acts.includes("challenge")} />
      {acts.includes("change") && <ChangeForm booking={booking} />}
      <Reasons booking={booking} />
    </div>
  );
}

function Reasons({ booking: { reasons } }: { booking: Particulars }) {
  const told = reasons.filter(({ reason }) => reason !== null);
  if (told.length === 0) return null;
  return (
    <section>
      <h3 className="mb-1 text-xs font-medium text-muted">{words.panel.reasons}</h3>
      <ul className="grid gap-1">
        {told.map(({ version, reason }) => (
          <li key={version}>{words.panel.reason(version, reason ?? "")}</li>
        ))}
      </ul>
    </section>
  );
}

/** Brings a booking into view that was opened from elsewhere. */
function useRevealed(id: string, booking: Particulars | null | undefined): void {
  const { reveal } = useGeometry();
  const isLoaded = booking != null;
  useEffect(() => {
    if (!isLoaded || document.querySelector(`[data-booking="${id}"]`) !== null) return;
    reveal(Date.parse(booking.startTime), booking.artist.id);
    // Once: whoever scrolls on from there is not to be called back.
  }, [id, isLoaded]);
}

/** Asks again when the board has heard of a newer version than is shown. */
function useFresh(id: string, shown: Particulars | null | undefined, refetch: () => void): void {
  useBookingsOf(shown?.artist.id ?? "");
  const known = schedule.isSupposed(id) ? undefined : schedule.get(id)?.version;
  const isOld = shown != null && known !== undefined && known > shown.version;
  useEffect(() => {
    if (isOld) refetch();
    // Once for each newer version; asking again is another function each time.
  }, [isOld, known]);
}
