import { BookingsArtistsDocument, type Employment } from "../../api/operations";
import { usePages } from "../../api/pages";
import { Checkbox, SelectField, TextField } from "../../ui/Field";
import { PickMany } from "../../ui/PickMany";
import { useDelayed } from "../../ui/useDelayed";
import { words } from "../../words/artists";
import type { ArtistsFilter } from "./useArtistsFilter";

/** Which artists are listed. */
export function ArtistsFilters({ filter, onChange }: { filter: ArtistsFilter; onChange: (changes: Partial<ArtistsFilter>) => void }) {
  const { nodes = [] } = usePages(BookingsArtistsDocument, {}, { of: (data) => data.artists, kinds: ["ARTIST"], all: true });
  const [typed, setTyped] = useDelayed(filter.search, (search) => onChange({ search }));
  const specialties = [...new Set([...nodes.flatMap((artist) => artist.specialties), ...filter.specialties])].sort((a, b) => a.localeCompare(b));
  return (
    <form
      role="search"
      aria-label={words.filters}
      onSubmit={(event) => event.preventDefault()}
      className="mb-4 grid grid-cols-2 items-end gap-x-3 gap-y-2 md:grid-cols-4 print:hidden max-md:[&_:is(button,input:not([type=checkbox]),select)]:min-h-11"
    >
      <TextField
        label={words.search}
        type="search"
        placeholder={words.searchHint}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        className="max-md:col-span-2"
      />
      <PickMany
        label={words.specialty}
        none={words.allSpecialties}
        choices={specialties.map((name) => ({ id: name, name }))}
        picked={filter.specialties}
        onPick={(picked) => onChange({ specialties: picked })}
      />
      <SelectField
        label={words.employment}
        value={filter.employment ?? ""}
        onChange={({ target }) => onChange({ employment: (target.value || null) as Employment | null })}
      >
        <option value="">{words.everyone}</option>
        <option value="STAFF">{words.kinds.STAFF}</option>
        <option value="FREELANCE">{words.kinds.FREELANCE}</option>
      </SelectField>
      <Checkbox
        label={words.includeArchived}
        checked={filter.archived}
        onChange={({ target }) => onChange({ archived: target.checked })}
        className="h-8.5 max-md:min-h-11"
      />
    </form>
  );
}
