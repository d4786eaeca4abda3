import { type FormEvent, useEffect, useState } from "react";
import { ask } from "../../../api/ask";
import { HandsUpdateDocument, type HandsUpdateMutationVariables } from "../../../api/operations";
import { Button } from "../../../ui/Button";
import { words as common } from "../../../words/common";
import { words } from "../../../words/hands";
import { boardBooking } from "../../booking";
import { expectedVersion } from "../changes/attempt";
import { tellSaved } from "../changes/report";
import { type ProjectChoice, useArtists, useProjects } from "../create/choices";
import { DraftFields } from "../create/DraftFields";
import { Outlook } from "../create/Outlook";
import { Problem } from "../create/Problem";
import { useSending } from "../create/useSending";
import { clashes, differing, type Part, rebased, taken } from "../model/clash";
import { type Draft, isSameDraft, isWhen, typed, whenTyped } from "../model/draft";
import { timesOf } from "../model/when";
import { type PreviewInput, usePreview } from "../usePreview";
import { Clashes } from "./Clashes";
import { drafts } from "./drafts";
import type { Particulars } from "./Panel";

/** Times, artist, work and notes of a booking, to be changed. */
export function ChangeForm({ booking }: { booking: Particulars }) {
  const artists = useArtists();
  const projects = useProjects() ?? [];
  const [kept, setKept] = useState(() => drafts.get(booking.id) ?? { base: booking, draft: draftOf(booking), clashing: [] });
  const { base, draft, clashing } = kept;
  const [isOvertaken, setOvertaken] = useState(false);
  const { send, refuse, isBusy, errors, problem, override, setOverride } = useSending();

  const before = draftOf(base);
  const isTouched = !isSameDraft(draft, before);
  if (booking.version > base.version && !isBusy) {
    const now = draftOf(booking);
    // What one has changed oneself has overtaken nobody.
    const isOthers = booking.version > expectedVersion(base);
    const next = rebased(draft, before, now);
    const found = isOthers ? [...clashing, ...clashes(draft, before, now)] : clashing;
    setKept({ base: booking, draft: next, clashing: stillApart(found, next, now) });
    setOvertaken(isTouched && isOthers);
  }

  useEffect(() => {
    if (isTouched) drafts.set(base.id, kept);
    else drafts.delete(base.id);
  }, [isTouched, base.id, kept]);

  const zone = artists?.find(({ id }) => id === draft.artistId)?.timeZone ?? base.artist.timeZone;
  const when = whenTyped(draft, zone);
  const input = isWhen(when) ? changesOf(draft, before, timesOf(when)) : null;
  const { notes: _, ...moves } = input ?? {};
  const verdict = usePreview(isTouched && Object.keys(moves).length > 0 ? ({ id: base.id, ...moves } satisfies PreviewInput) : null);
  if (artists === undefined) return null;

  const change = (next: Draft) => setKept({ base, draft: next, clashing: stillApart(clashing, next, before) });
  const keep = (part: Part) => setKept({ ...kept, clashing: clashing.filter((each) => each !== part) });

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (input === null || !isWhen(when)) return refuse(isWhen(when) ? {} : when);
    const shown = boardBooking(base);
    const end = await send({
      supposed: [{ ...shown, ...when, artistId: draft.artistId }],
      send: (reason) =>
        ask(HandsUpdateDocument, {
          input: { id: base.id, expectedVersion: expectedVersion(shown), ...input, ...(reason !== undefined && { override: { reason } }) },
        }),
    });
    if (end.kind !== "saved") return;
    setOvertaken(false);
    tellSaved(end, words.done.change, Object.keys(moves).length === 0);
  };

  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="border-t border-line pt-4">
      <h3 className="mb-2 font-medium">{words.panel.edit}</h3>
      <DraftFields draft={draft} onChange={change} errors={errors} artists={withOwn(artists, base)} projects={withEnded(projects, base)} />
      {isTouched && problem === null && <Outlook verdict={verdict} />}
      {isOvertaken && (
        <p role="status" className="mt-2 text-warning">
          {words.panel.overdue}
        </p>
      )}
      <Clashes parts={clashing} theirs={base} theirDraft={before} onTake={(part) => change(taken(draft, part, before))} onKeep={keep} />
      <Problem problem={problem} override={override} onOverride={setOverride} />
      {isTouched && (
        <div className="mt-3 flex justify-end gap-2">
          <Button onClick={() => change(before)}>{common.cancel}</Button>
          <Button look="primary" type="submit" disabled={isBusy || clashing.length > 0} data-testid="save-booking">
            {override !== null && override.trim() !== "" ? words.override.run : words.form.saveChanges}
          </Button>
        </div>
      )}
    </form>
  );
}

function stillApart(parts: readonly Part[], draft: Draft, theirs: Draft): Part[] {
  return differing(draft, theirs).filter((part) => parts.includes(part));
}

function draftOf(booking: Particulars): Draft {
  const { artist, project, phase, notes } = booking;
  return {
    artistId: artist.id,
    projectId: project?.id ?? "",
    phaseId: phase?.id ?? "",
    notes: notes ?? "",
    ...typed(boardBooking(booking), artist.timeZone),
  };
}

type Changes = Omit<HandsUpdateMutationVariables["input"], "id" | "expectedVersion" | "override">;

/** Only what is different: what was left alone is not sent, and overwrites nothing. */
function changesOf(draft: Draft, before: Draft, times: ReturnType<typeof timesOf>): Changes {
  const isTimeChanged = draft.isByDays !== before.isByDays || draft.from !== before.from || draft.to !== before.to;
  // Typed times are of the new artist's clock; days are the same days there anyway.
  const isClockChanged = draft.artistId !== before.artistId && !draft.isByDays;
  return {
    ...(draft.artistId !== before.artistId && { artistId: draft.artistId }),
    ...((isTimeChanged || isClockChanged) && times),
    ...(draft.projectId !== before.projectId && { projectId: draft.projectId || null }),
    ...((draft.phaseId !== before.phaseId || draft.projectId !== before.projectId) && { phaseId: draft.phaseId || null }),
    ...(draft.notes !== before.notes && { notes: draft.notes.trim() || null }),
  };
}

/** An archived artist, or an ended project, is no choice any more, but it is what is there. */
function withOwn(artists: NonNullable<ReturnType<typeof useArtists>>, { artist }: Particulars) {
  return artists.some(({ id }) => id === artist.id) ? artists : [{ ...artist, workingHours: [] }, ...artists];
}

function withEnded(projects: readonly ProjectChoice[], { project, phase }: Particulars): readonly ProjectChoice[] {
  if (project === null || projects.some(({ id }) => id === project.id)) return projects;
  return [{ ...project, phases: phase === null ? [] : [phase] }, ...projects];
}
