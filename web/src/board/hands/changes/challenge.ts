import { ask } from "../../../api/ask";
import { HandsAnswerDocument, HandsChallengeDocument, HandsWithdrawDocument } from "../../../api/operations";
import { words } from "../../../words/hands";
import { useHands } from "../useHands";
import { carryOut } from "./report";

const why = (reason: string) => reason !== "" && { reason };

/** Asks what stands before a hold to confirm or to let go, after what there is to say. */
export function challenge(id: string, challengedId: string): void {
  useHands.getState().ask({
    kind: "reason",
    title: words.panel.challengeTitle,
    hint: words.panel.challengeHint,
    label: words.panel.challenge,
    isOptional: true,
    run: (reason) => {
      const send = () => ask(HandsChallengeDocument, { input: { id, challengedId, ...why(reason) } });
      void carryOut({ supposed: [], send, isFinal: true }, words.done.challenge);
    },
  });
}

export function answerByConfirming(id: string): void {
  const send = (reason?: string) =>
    ask(HandsAnswerDocument, { input: { id, answer: "CONFIRM", ...(reason !== undefined && { override: { reason } }) } });
  void carryOut({ supposed: [], send, isFinal: true }, words.done.answerConfirm);
}

export function answerByReleasing(id: string): void {
  useHands.getState().ask({
    kind: "reason",
    title: words.panel.answerTitle,
    hint: words.panel.answerHint,
    label: words.panel.answerRelease,
    isOptional: true,
    run: (reason) => {
      const send = () => ask(HandsAnswerDocument, { input: { id, answer: "RELEASE", ...why(reason) } });
      void carryOut({ supposed: [], send, isFinal: true }, words.done.answerRelease);
    },
  });
}

export function withdraw(id: string): void {
  const send = () => ask(HandsWithdrawDocument, { input: { id } });
  void carryOut({ supposed: [], send, isFinal: true }, words.done.withdraw);
}
