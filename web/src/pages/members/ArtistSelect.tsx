import { SelectField } from "../../ui/Field";
import { words } from "../../words/members";
import type { LinkableArtist } from "./everyone";

interface ArtistSelectProps {
  readonly label: string;
  readonly artists: readonly LinkableArtist[];
  /** Whose artist may be chosen beside those who are nobody's yet. */
  readonly forUser?: string;
  /** An artist's id; empty: none. */
  readonly value: string;
  readonly onChange: (artistId: string) => void;
  readonly error?: string | null;
}

/** One of the artists as whom nobody signs in yet, or none. */
export function ArtistSelect({ label, artists, forUser, value, onChange, error }: ArtistSelectProps) {
  return (
    <SelectField label={label} value={value} error={error} onChange={({ target }) => onChange(target.value)}>
      <option value="">{words.linkNone}</option>
      {artists
        .filter(({ user }) => user === null || user.id === forUser)
        .map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
    </SelectField>
  );
}
