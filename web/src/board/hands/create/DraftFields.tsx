import { ownZone } from "../../../time/formats";
import { spanName } from "../../../time/span";
import { Checkbox, SelectField, TextArea, TextField } from "../../../ui/Field";
import { words as common } from "../../../words/common";
import { words } from "../../../words/hands";
import { type Draft, type DraftErrors, isWhen, switched, whenTyped } from "../model/draft";
import { differ, zoneText } from "../model/spelling";
import type { ArtistChoice, ProjectChoice } from "./choices";

interface DraftFieldsProps {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  readonly errors: DraftErrors;
  readonly artists: readonly ArtistChoice[];
  readonly projects: readonly ProjectChoice[];
  /** What cannot be chosen here. */
  readonly without?: readonly ("artist" | "work" | "notes")[];
  readonly autoFocus?: boolean;
}

/** Who, what, and when, to be filled in. */
export function DraftFields({ draft, onChange, errors, artists, projects, without = [], autoFocus = false }: DraftFieldsProps) {
  const phases = projects.find(({ id }) => id === draft.projectId)?.phases ?? [];
  return (
    <div className="@container grid gap-3">
      <SelectField
        label={words.form.artist}
        value={draft.artistId}
        onChange={(event) => onChange({ ...draft, artistId: event.target.value })}
        error={errors.artistId}
        disabled={without.includes("artist")}
        required
        autoFocus={autoFocus}
        data-testid="artist-select"
      >
        <option value="">{words.form.chooseArtist}</option>
        {artists.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      {!without.includes("work") && (
        <div className="grid grid-cols-2 gap-3">
          <SelectField
            label={words.form.project}
            value={draft.projectId}
            onChange={(event) => onChange({ ...draft, projectId: event.target.value, phaseId: "" })}
            error={errors.projectId}
            data-testid="project-select"
          >
            <option value="">{common.noProject}</option>
            {projects.map(({ id, name, client }) => (
              <option key={id} value={id}>
                {client === null ? name : `${name} (${client})`}
              </option>
            ))}
          </SelectField>
          <SelectField
            label={words.form.phase}
            value={draft.phaseId}
            onChange={(event) => onChange({ ...draft, phaseId: event.target.value })}
            error={errors.phaseId}
            disabled={phases.length === 0}
          >
            <option value="">{words.form.noPhase}</option>
            {phases.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
        </div>
      )}
      <TimeFields draft={draft} onChange={onChange} errors={errors} artists={artists} />
      {!without.includes("notes") && (
        <TextArea
          label={words.form.notes}
          value={draft.notes}
          onChange={(event) => onChange({ ...draft, notes: event.target.value })}
          error={errors.notes}
          rows={2}
        />
      )}
    </div>
  );
}

function TimeFields({ draft, onChange, errors, artists }: Pick<DraftFieldsProps, "draft" | "onChange" | "errors" | "artists">) {
  const zone = artists.find(({ id }) => id === draft.artistId)?.timeZone;
  const { isByDays, from, to } = draft;
  const type = isByDays ? "date" : "datetime-local";
  const changeFrom = (changed: string) => {
    // An end that would lie before the start comes along.
    const end = changed !== "" && to < changed ? changed.slice(0, 10) + to.slice(10) : to;
    onChange({ ...draft, from: changed, to: end >= changed ? end : to });
  };
  return (
    <div className="grid gap-2">
      <Checkbox label={words.form.wholeDays} checked={isByDays} onChange={() => onChange(switched(draft))} data-testid="whole-days" />
      <div className="grid gap-3 @md:grid-cols-2">
        <TextField
          label={isByDays ? words.form.firstDay : words.form.from}
          type={type}
          value={from}
          onChange={(event) => changeFrom(event.target.value)}
          error={errors.from}
          required
          data-testid="start-time"
        />
        <TextField
          label={isByDays ? words.form.lastDay : words.form.to}
          type={type}
          value={to}
          onChange={(event) => onChange({ ...draft, to: event.target.value })}
          error={errors.to}
          hint={isByDays ? words.form.lastDayHint : undefined}
          required
          data-testid="end-time"
        />
      </div>
      {zone !== undefined && <ZoneNote draft={draft} zone={zone} />}
    </div>
  );
}

/** Whose clock the times go by, and what they are for whoever types them where that differs. */
function ZoneNote({ draft, zone }: { draft: Draft; zone: string }) {
  const when = whenTyped(draft, zone);
  const [instant, isForeign] = isWhen(when) ? [when.start, differ(zone, ownZone, when.start)] : [Date.now(), false];
  return (
    <p className="text-xs text-muted" data-testid="time-zone">
      {words.form.zone(zoneText(zone, instant))}
      {isForeign && isWhen(when) && <> · {words.form.forYou(spanName({ ...when, days: null }, ownZone))}</>}
    </p>
  );
}
