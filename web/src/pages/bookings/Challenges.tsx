import { useState } from "react";
import { BookingsChallengesDocument, type BookingsChallengesQuery, type ChallengeAnswer } from "../../api/operations";
import { useAsk } from "../../api/queries";
import { useViewer } from "../../app/viewer";
import { Button } from "../../ui/Button";
import { Card } from "../../ui/Page";
import { Status } from "../../ui/Status";
import { words as common } from "../../words/common";
import { words } from "../../words/bookings";
import { AnswerDialog } from "./AnswerDialog";
import { describe } from "./BookingCells";
import { expiryOf } from "./expiry";

const WORDS = words.challenges;

export type Challenge = BookingsChallengesQuery["viewer"]["challenges"][number];

/** The challenges that wait for the viewer's answer, the most urgent first; nothing where none does. */
export function Challenges({ now }: { now: number }) {
  const { data } = useAsk(BookingsChallengesDocument, {}, { kinds: ["CHALLENGE", "BOOKING"] });
  const [answering, setAnswering] = useState<{ challenge: Challenge; answer: ChallengeAnswer } | null>(null);
  const waiting = [...(data?.viewer.challenges ?? [])].sort((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt));
  if (waiting.length === 0) return null;
  return (
    <div className="mb-5">
      <Card title={WORDS.title}>
        <p className="px-4 pt-3 text-muted">{WORDS.intro}</p>
        <ul className="divide-y divide-line">
          {waiting.map((challenge) => (
            <Waiting key={challenge.id} challenge={challenge} now={now} onAnswer={(answer) => setAnswering({ challenge, answer })} />
          ))}
        </ul>
      </Card>
      {answering && <AnswerDialog {...answering} onClose={() => setAnswering(null)} />}
    </div>
  );
}

function Waiting({ challenge, now, onAnswer }: { challenge: Challenge; now: number; onAnswer: (answer: ChallengeAnswer) => void }) {
  const { challenger, challenged, dueAt, openedBy, reason } = challenge;
  const isOwn = challenger.owner?.id === useViewer().user.id;
  const isDue = Date.parse(dueAt) <= now;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-80">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {describe(challenged)}
          <Status status={challenged.status} rank={challenged.holdRank} />
        </p>
        <p className="text-muted">
          {[WORDS.against(challenger.project?.name ?? common.noProject), openedBy && WORDS.by(openedBy.name)].filter(Boolean).join(" · ")}
        </p>
        {reason && <p className="text-muted">“{reason}”</p>}
      </div>
      <time dateTime={dueAt} className="text-sm font-medium text-warning">
        {isDue ? WORDS.overdue : WORDS.due(expiryOf(dueAt, now).text)}
      </time>
      {isOwn ? (
        <p className="max-w-60 text-xs text-muted">{WORDS.own}</p>
      ) : (
        <div className="flex gap-2 max-md:w-full max-md:[&_button]:min-h-11 max-md:[&_button]:flex-1">
          <Button onClick={() => onAnswer("RELEASE")}>{WORDS.release}</Button>
          <Button look="primary" onClick={() => onAnswer("CONFIRM")}>
            {WORDS.confirm}
          </Button>
        </div>
      )}
    </li>
  );
}
