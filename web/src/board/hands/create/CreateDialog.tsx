import { newId } from "../../../api/newId";
import { type FormEvent, type RefObject, useRef, useState } from "react";
import { ask } from "../../../api/ask";
import { HandsCreateDocument, HandsDuplicateDocument, HandsSettingsDocument } from "../../../api/operations";
import { useAsk } from "../../../api/queries";
import { useViewer } from "../../../app/viewer";
import { dayOf } from "../../../time/formats";
import { Button } from "../../../ui/Button";
import { Dialog, DialogActions } from "../../../ui/Dialog";
import { words as common } from "../../../words/common";
import { words } from "../../../words/hands";
import type { BoardBooking } from "../../booking";
import type { Change } from "../changes/attempt";
import { tellSaved } from "../changes/report";
import { type Draft, isSameDraft, isWhen, typed, whenTyped } from "../model/draft";
import { dayAfter } from "../model/localTime";
import { timesOf, type When } from "../model/when";
import { useHand } from "../useHand";
import { type Question, useHands } from "../useHands";
import { type PreviewInput, usePreview } from "../usePreview";
import { type ArtistChoice, useArtists, useProjects } from "./choices";
import { Discarding } from "./Discarding";
import { DraftFields } from "./DraftFields";
import { BY_POLICY, type ExpiryDraft, ExpiryFields, expiryInput } from "./Expiry";
import { Firmness, type NewStatus } from "./Firmness";
import { Outlook } from "./Outlook";
import { Problem } from "./Problem";
import { useLeaving } from "./useLeaving";
import { useSending } from "./useSending";

type CreateQuestion = Extract<Question, { kind: "create" }>;

/** A new booking, or a copy of one. */
export function CreateDialog(question: CreateQuestion) {
  const close = useHands((state) => state.answered);
  const artists = useArtists();
  const isCopy = question.original !== null;
  const dismiss = useRef(close);
  return (
    <Dialog
      open
      onClose={() => dismiss.current()}
      title={isCopy ? words.form.copyTitle : words.form.title}
      {...(isCopy && { description: words.form.copyHint })}
    >
      {artists === undefined ? <p role="status">{common.loading}</p> : <CreateForm {...question} artists={artists} onDone={close} dismiss={dismiss} />}
    </Dialog>
  );
}

type FormProps = CreateQuestion & {
  readonly artists: readonly ArtistChoice[];
  readonly onDone: () => void;
  /** What Escape and a click beside the dialog do. */
  readonly dismiss: RefObject<() => void>;
};

function CreateForm({ artistId, when, original, artists, onDone, dismiss }: FormProps) {
  const { plans } = useHand();
  const { tenant } = useViewer();
  const zoneOf = (id: string) => artists.find((each) => each.id === id)?.timeZone ?? tenant.timeZone;
  const projects = useProjects() ?? [];
  const policyHours = useAsk(HandsSettingsDocument, {}).data?.studioSettings.holdExpiryHours;
  // Made once: a form that is sent again, because an answer was lost, books once.
  const [id] = useState(newId);
  const [before] = useState<Draft>(() => ({
    artistId: artistId ?? "",
    projectId: original?.project?.id ?? "",
    phaseId: "",
    notes: "",
    ...begin(when, zoneOf(artistId ?? "")),
  }));
  const [draft, setDraft] = useState(before);
  const [status, setStatus] = useState<NewStatus>("HOLD");
  const [expiry, setExpiry] = useState<ExpiryDraft>(BY_POLICY);
  const { send, refuse, isBusy, errors, problem, override, setOverride } = useSending();

  const leaving = useLeaving(!isSameDraft(draft, before) || expiry !== BY_POLICY, onDone);
  // While it is being sent it stays: a refusal has to find what was typed.
  dismiss.current = isBusy ? () => undefined : leaving.leave;

  const zone = zoneOf(draft.artistId);
  const meant = whenTyped(draft, zone);
  const verdict = usePreview(plans && draft.artistId !== "" && isWhen(meant) ? previewOf(draft, meant, status) : null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const ending = expiryInput(expiry, zone);
    if (draft.artistId === "" || !isWhen(meant) || (status === "HOLD" && ending === null)) {
      return refuse({
        ...(draft.artistId === "" && { artistId: words.form.needsArtist }),
        ...(!isWhen(meant) && meant),
        ...(ending === null && { expiresAt: words.form.needsTime }),
      });
    }
    const booking = supposedOf(id, draft, meant, status, projects.find((each) => each.id === draft.projectId) ?? null);
    const rest = status === "HOLD" ? (ending ?? {}) : {};
    const end = await send(original === null ? creation(booking, draft, meant, rest) : copy(booking, original, meant));
    if (end.kind !== "saved") return;
    onDone();
    tellSaved(end, words.done.create[status]);
  };

  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-3">
      <DraftFields
        draft={draft}
        onChange={setDraft}
        errors={errors}
        artists={artists}
        projects={projects}
        autoFocus
        without={original !== null ? ["work", "notes"] : plans ? [] : ["artist", "work"]}
      />
      {plans ? <Firmness status={status} onChange={setStatus} /> : <p className="text-xs text-muted">{words.form.forArtists}</p>}
      {status === "HOLD" && original === null && (
        <ExpiryFields
          expiry={expiry}
          onChange={setExpiry}
          error={errors.expiresAt}
          zone={zone}
          policy={policyHours === undefined ? words.form.expiryUnknown : words.form.expiryPolicy(policyHours)}
        />
      )}
      {plans && problem === null && <Outlook verdict={verdict} />}
      <Problem problem={problem} override={override} onOverride={setOverride} />
      {leaving.asks ? (
        <Discarding {...leaving} />
      ) : (
        <DialogActions>
          <Button look="quiet" onClick={onDone} disabled={isBusy}>
            {common.cancel}
          </Button>
          <Button look="primary" type="submit" disabled={isBusy} data-testid={`create-${status.toLowerCase()}`}>
            {override !== null && override.trim() !== "" ? words.override.run : LABELS[status]}
          </Button>
        </DialogActions>
      )}
    </form>
  );
}

const LABELS = { HOLD: words.form.createHold, PENCIL: words.form.createPencil, CONFIRMED: words.form.createConfirmed };

/** What stands in the fields at first: what was drawn, else tomorrow's working hours. */
function begin(when: When | null, zone: string): Pick<Draft, "isByDays" | "from" | "to"> {
  if (when !== null) return typed(when, zone);
  const tomorrow = dayAfter(dayOf(Date.now(), zone), 1);
  return { isByDays: false, from: `${tomorrow}T09:00`, to: `${tomorrow}T18:00` };
}

function previewOf({ artistId, projectId }: Draft, when: When, status: NewStatus): PreviewInput {
  return { artistId, ...timesOf(when), status, ...(projectId !== "" && { projectId }) };
}

function supposedOf(id: string, draft: Draft, when: When, status: NewStatus, project: BoardBooking["project"]): BoardBooking {
  return { ...when, id, version: 0, artistId: draft.artistId, project, status, rank: null, isBackup: false };
}

function creation(booking: BoardBooking, draft: Draft, when: When, expiry: { expiresAt?: string; neverExpires?: boolean }): Change {
  const { id, artistId, status } = booking;
  const { projectId, phaseId, notes } = draft;
  return {
    supposed: [booking],
    send: (reason) =>
      ask(HandsCreateDocument, {
        input: {
          id,
          artistId,
          status,
          ...timesOf(when),
          ...expiry,
          ...(projectId !== "" && { projectId }),
          ...(phaseId !== "" && { phaseId }),
          ...(notes.trim() !== "" && { notes: notes.trim() }),
          ...(reason !== undefined && { override: { reason } }),
        },
      }),
  };
}

function copy({ id, artistId, status }: BoardBooking, original: BoardBooking, when: When): Change {
  const supposed: BoardBooking = { ...original, ...when, id, version: 0, artistId, status, rank: null, isBackup: false };
  return {
    supposed: [supposed],
    send: (reason) =>
      ask(HandsDuplicateDocument, {
        input: { id: original.id, newId: id, artistId, status, ...timesOf(when), ...(reason !== undefined && { override: { reason } }) },
      }),
  };
}
