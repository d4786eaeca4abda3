import type { ReactNode } from "react";
import { useViewer } from "../../../app/viewer";
import { momentName, ownZone } from "../../../time/formats";
import { spanName } from "../../../time/span";
import { Button } from "../../../ui/Button";
import { words } from "../../../words/hands";
import { answerByConfirming, answerByReleasing, challenge, withdraw } from "../changes/challenge";
import { nameOf } from "../changes/explain";
import { byInstants } from "../model/when";
import { useHand } from "../useHand";
import type { Particulars } from "./Panel";

/** What stands before a booking, and the challenges for and against it. */
export function Queue({ booking, mayChallenge }: { booking: Particulars; mayChallenge: boolean }) {
  const { plans, role } = useHand();
  const { user } = useViewer();
  const isAdmin = role === "OWNER" || role === "ADMIN";
  const { id, rivals, challenges, challenging, artist, owner, project } = booking;
  const isOwn = (person: { readonly id: string } | null) => person?.id === user.id;
  return (
    <>
      {rivals.length > 0 && (
        <Part title={words.panel.rivals}>
          {rivals.map((rival) => {
            const isChallenged = challenging.some(({ challenged }) => challenged.id === rival.booking.id);
            const isOfOtherWork = project === null || rival.booking.project?.id !== project.id;
            const isOpen = rival.booking.status !== "CONFIRMED" && isOfOtherWork && !isChallenged;
            return (
              <Line
                key={`${rival.booking.id} ${rival.startTime}`}
                text={nameOf(rival.booking)}
                more={words.panel.rivalIn(spanName(byInstants(Date.parse(rival.startTime), Date.parse(rival.endTime)), artist.timeZone))}
              >
                {mayChallenge && isOpen && (
                  <Button size="small" onClick={() => challenge(id, rival.booking.id)}>
                    {words.panel.challenge}
                  </Button>
                )}
              </Line>
            );
          })}
        </Part>
      )}
      {challenges.length > 0 && (
        <Part title={words.panel.challenges}>
          {challenges.map((each) => (
            <Line key={each.id} text={nameOf(each.challenger)} more={dueText(each)}>
              {plans && !isOwn(each.openedBy) && !isOwn(each.challenger.owner) && (isAdmin || isOwn(owner)) && (
                <>
                  <Button size="small" look="primary" onClick={() => answerByConfirming(each.id)}>
                    {words.panel.answerConfirm}
                  </Button>
                  <Button size="small" onClick={() => answerByReleasing(each.id)}>
                    {words.panel.answerRelease}
                  </Button>
                </>
              )}
            </Line>
          ))}
        </Part>
      )}
      {challenging.length > 0 && (
        <Part title={words.panel.challenging}>
          {challenging.map((each) => (
            <Line key={each.id} text={nameOf(each.challenged)} more={dueText(each)}>
              {plans && (isOwn(each.openedBy) || isAdmin || isOwn(owner)) && (
                <Button size="small" onClick={() => withdraw(each.id)}>
                  {words.panel.withdraw}
                </Button>
              )}
            </Line>
          ))}
        </Part>
      )}
    </>
  );
}

function dueText({ dueAt, reason }: { readonly dueAt: string; readonly reason: string | null }): string {
  const due = words.panel.due(momentName(Date.parse(dueAt), ownZone));
  return reason === null ? due : words.panel.dueAndWhy(due, reason);
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1 text-xs font-medium text-muted">{title}</h3>
      <ul className="grid gap-2">{children}</ul>
    </section>
  );
}

function Line({ text, more, children }: { text: string; more: string; children: ReactNode }) {
  return (
    <li className="rounded-md border border-line p-2.5">
      <p>{text}</p>
      <p className="text-xs text-muted">{more}</p>
      <div className="mt-1.5 flex flex-wrap gap-1.5 empty:hidden">{children}</div>
    </li>
  );
}
