import { dayName } from "../../../time/formats";
import { Button } from "../../../ui/Button";
import { words as common } from "../../../words/common";
import { words } from "../../../words/hands";
import type { Part } from "../model/clash";
import type { Draft } from "../model/draft";
import type { Particulars } from "./Panel";

const WORDS = words.panel.clash;

interface ClashesProps {
  readonly parts: readonly Part[];
  /** The booking as somebody else has left it, and the same as it stands in a form. */
  readonly theirs: Particulars;
  readonly theirDraft: Draft;
  readonly onTake: (part: Part) => void;
  readonly onKeep: (part: Part) => void;
}

/** What two people have changed differently: whose is to stay is for the person to say, part by part. */
export function Clashes({ parts, theirs, theirDraft, onTake, onKeep }: ClashesProps) {
  if (parts.length === 0) return null;
  return (
    <div role="alert" className="mt-3 rounded-md bg-warning-soft p-3" data-testid="clashes">
      <p className="font-medium text-warning">{WORDS.title}</p>
      <ul className="mt-2 grid gap-3">
        {parts.map((part) => {
          const label = labelOf(part, theirDraft);
          return (
            <li key={part}>
              <p className="text-xs text-muted">{WORDS.theirs(label)}</p>
              <p className="break-words whitespace-pre-wrap">{textOf(part, theirs, theirDraft)}</p>
              <div className="mt-1.5 flex flex-wrap gap-2">
                <Button size="small" aria-label={WORDS.takeOf(label)} onClick={() => onTake(part)}>
                  {WORDS.take}
                </Button>
                <Button size="small" aria-label={WORDS.keepOf(label)} onClick={() => onKeep(part)}>
                  {WORDS.keep}
                </Button>
              </div>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function labelOf(part: Part, { isByDays }: Draft): string {
  switch (part) {
    case "artist":
      return words.form.artist;
    case "work":
      return words.form.project;
    case "from":
      return isByDays ? words.form.firstDay : words.form.from;
    case "to":
      return isByDays ? words.form.lastDay : words.form.to;
    case "notes":
      return words.form.notes;
  }
}

function textOf(part: Part, { artist, project, phase }: Particulars, draft: Draft): string {
  switch (part) {
    case "artist":
      return artist.name;
    case "work":
      return [project?.name ?? common.noProject, ...(phase === null ? [] : [phase.name])].join(", ");
    case "from":
    case "to":
      return typedText(draft[part]);
    case "notes":
      return draft.notes === "" ? WORDS.emptied : draft.notes;
  }
}

/** A day, or a local time, as it stands in a field. */
function typedText(typed: string): string {
  const [day = "", time] = typed.split("T");
  return [dayName(day), ...(time === undefined ? [] : [time])].join(", ");
}
