import { ActivityPeopleDocument } from "../../api/operations";
import { useAsk } from "../../api/queries";
import { SelectField } from "../../ui/Field";
import { words } from "../../words/activity";
import { CLOCKWORK, KINDS } from "./filter";
import { useActivitySearch } from "./search";

/** What of the log is shown. Whoever is told of no others is not asked whose deeds to show. */
export function Filters() {
  const [{ kind, person }, set] = useActivitySearch();
  const people = useAsk(ActivityPeopleDocument, {}).data?.members.nodes ?? [];
  return (
    <div role="group" aria-label={words.filters} className="mb-4 flex flex-wrap gap-3">
      <SelectField
        className="w-52"
        label={words.kind}
        value={kind ?? ""}
        onChange={({ target }) => set({ kind: KINDS.find((each) => each === target.value) ?? null })}
      >
        <option value="">{words.kinds.all}</option>
        {KINDS.map((each) => (
          <option key={each} value={each}>
            {words.kinds[each]}
          </option>
        ))}
      </SelectField>
      {people.length > 1 && (
        <SelectField className="w-52" label={words.person} value={person ?? ""} onChange={({ target }) => set({ person: target.value || null })}>
          <option value="">{words.everybody}</option>
          {people.map(({ user }) => (
            <option key={user.id} value={user.id}>
              {user.name}
            </option>
          ))}
          <option value={CLOCKWORK}>{words.clockwork}</option>
        </SelectField>
      )}
    </div>
  );
}
