import { createPortal } from "react-dom";
import { DropCard, useSpoken } from "./DropCard";
import { Frame } from "./Frame";
import { Ghosts } from "./Ghosts";
import { useHands } from "./useHands";
import { useVerdict } from "./useVerdict";

/** What lies in the hand: where it would be, and what a drop would do, seen and spoken. */
export function InHand() {
  const { proposal, area, byKeys, question, said } = useHands();
  const verdict = useVerdict(question === null ? proposal : null);
  const spoken = useSpoken(question === null ? proposal : null, verdict);
  return (
    <>
      {area !== null && <Frame {...area} />}
      {proposal !== null && <Ghosts proposal={proposal} verdict={verdict} />}
      {proposal !== null && question === null && <DropCard proposal={proposal} verdict={verdict} byKeys={byKeys} />}
      {createPortal(
        <p role="status" className="sr-only" data-testid="drop-spoken">
          {proposal === null ? said : spoken}
        </p>,
        document.body,
      )}
    </>
  );
}
