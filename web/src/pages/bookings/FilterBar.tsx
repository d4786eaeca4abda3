import { BookingsArtistsDocument, BookingsProjectsDocument } from "../../api/operations";
import { usePages } from "../../api/pages";
import { Button } from "../../ui/Button";
import { SelectField, TextField } from "../../ui/Field";
import { PickMany } from "../../ui/PickMany";
import { SearchField, SearchForm } from "../../ui/SearchForm";
import { words as common } from "../../words/common";
import { words } from "../../words/bookings";
import { type Day } from "./days";
import { daysOf, EVERYDAY, type Filter, isBackwards, type Sort, SORTS, STATUSES, WINDOWS, type WindowName, writeFilter } from "./filter";

const WORDS = words.filter;
const STATUS_CHOICES = STATUSES.map((status) => ({ id: status, name: common.status[status] }));

/** Which bookings are listed, and in which order. */
export function FilterBar({ filter, onChange, today }: { filter: Filter; onChange: (changes: Partial<Filter>) => void; today: Day }) {
  const artists = usePages(BookingsArtistsDocument, {}, { of: (data) => data.artists, kinds: ["ARTIST"], all: true });
  const projects = usePages(BookingsProjectsDocument, {}, { of: (data) => data.projects, kinds: ["PROJECT"], all: true });
  const isPlain = Object.keys(writeFilter({ ...filter, sort: EVERYDAY.sort })).length === 0;
  return (
    <SearchForm label={WORDS.title} className="sm:grid-cols-3 lg:grid-cols-6">
      <SearchField
        label={WORDS.search}
        placeholder={WORDS.searchHint}
        value={filter.search}
        onSearch={(search) => onChange({ search })}
        className="max-sm:col-span-2"
      />
      <SelectField
        label={WORDS.when}
        value={filter.when}
        onChange={({ target }) => {
          const when = target.value as WindowName;
          // A custom window begins as what was shown.
          const { first, last } = daysOf(filter, today);
          onChange(when === "custom" ? { when, from: first ?? today, to: last } : { when });
        }}
      >
        {WINDOWS.map((name) => (
          <option key={name} value={name}>
            {WORDS.windows[name]}
          </option>
        ))}
      </SelectField>
      <PickMany label={WORDS.artists} none={WORDS.everyone} choices={artists.nodes ?? []} picked={filter.artists} onPick={(picked) => onChange({ artists: picked })} />
      <PickMany label={WORDS.projects} none={WORDS.everything} choices={projects.nodes ?? []} picked={filter.projects} onPick={(picked) => onChange({ projects: picked })} />
      <PickMany
        label={WORDS.status}
        none={WORDS.live}
        choices={STATUS_CHOICES}
        picked={filter.statuses}
        onPick={(picked) => onChange({ statuses: STATUSES.filter((status) => picked.includes(status)) })}
      />
      <SelectField label={WORDS.sort} value={filter.sort} onChange={({ target }) => onChange({ sort: target.value as Sort })}>
        {Object.keys(SORTS).map((name) => (
          <option key={name} value={name}>
            {WORDS.sorts[name as Sort]}
          </option>
        ))}
      </SelectField>
      {filter.when === "custom" && <Window filter={filter} onChange={onChange} />}
      {!isPlain && (
        <Button look="quiet" className="self-end justify-self-start" onClick={() => onChange({ ...EVERYDAY, sort: filter.sort })}>
          {WORDS.clear}
        </Button>
      )}
    </SearchForm>
  );
}

function Window({ filter, onChange }: { filter: Filter; onChange: (changes: Partial<Filter>) => void }) {
  // Browsers report half-typed dates as empty: the field keeps what is typed, the filter only whole dates.
  return (
    <>
      <TextField label={WORDS.from} type="date" defaultValue={filter.from ?? ""} onChange={({ target }) => onChange({ from: target.value || null })} />
      <TextField
        label={WORDS.to}
        type="date"
        defaultValue={filter.to ?? ""}
        onChange={({ target }) => onChange({ to: target.value || null })}
        error={isBackwards(filter) ? WORDS.backwards : null}
      />
    </>
  );
}
