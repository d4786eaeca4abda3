import { BookingsArtistsDocument, type Employment } from "../../api/operations";
import { usePages } from "../../api/pages";
import { Checkbox, SelectField } from "../../ui/Field";
import { PickMany } from "../../ui/PickMany";
import { SearchField, SearchForm } from "../../ui/SearchForm";
import { words } from "../../words/artists";
import type { ArtistsFilter } from "./filter";

/** Which artists are listed. */
export function ArtistsFilters({ filter, onChange }: { filter: ArtistsFilter; onChange: (changes: Partial<ArtistsFilter>) => void }) {
  const { nodes = [] } = usePages(BookingsArtistsDocument, {}, { of: (data) => data.artists, kinds: ["ARTIST"], all: true });
  const specialties = [...new Set([...nodes.flatMap((artist) => artist.specialties), ...filter.specialties])].sort((a, b) => a.localeCompare(b));
  return (
    <SearchForm label={words.filters} className="items-end md:grid-cols-4">
      <SearchField
        label={words.search}
        placeholder={words.searchHint}
        value={filter.search}
        onSearch={(search) => onChange({ search })}
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
    </SearchForm>
  );
}
