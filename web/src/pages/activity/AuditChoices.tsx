import { ActivityPeopleDocument } from "../../api/operations";
import { useAsk } from "../../api/queries";
import { Button } from "../../ui/Button";
import { SelectField, TextField } from "../../ui/Field";
import { words } from "../../words/activity";
import { ANY, type AuditChoice } from "./auditFilter";

const OUTCOMES = ["DONE", "REFUSED", "FAILED"] as const;

/** What came to nothing is kept under the name of the operation. */
const ATTEMPTS = [
  "createBooking",
  "updateBooking",
  "pencilBooking",
  "confirmBooking",
  "holdBooking",
  "extendHold",
  "releaseBooking",
  "declineBooking",
  "cancelBooking",
  "restoreBooking",
  "challengeHold",
  "answerChallenge",
  "withdrawChallenge",
  "splitBooking",
  "duplicateBooking",
  "bulkUpdateBookings",
  "undo",
  "createArtist",
  "updateArtist",
  "archiveArtist",
  "restoreArtist",
  "createProject",
  "updateProject",
  "createPhase",
  "updatePhase",
  "importBookings",
  "inviteMember",
  "withdrawInvitation",
  "changeMemberRole",
  "removeMember",
  "transferOwnership",
  "linkArtist",
  "updateStudioSettings",
  "createStudio",
  "createApiKey",
  "revokeApiKey",
  "updatePresence",
];

/** What of the audit log is wanted. */
export function AuditChoices({ choice, onChange }: { choice: AuditChoice; onChange: (choice: AuditChoice) => void }) {
  const people = useAsk(ActivityPeopleDocument, {}).data?.members.nodes ?? [];
  const set = (change: Partial<AuditChoice>) => onChange({ ...choice, ...change });
  return (
    <div role="group" aria-label={words.filters} className="mb-4 flex flex-wrap items-end gap-3">
      <SelectField
        className="w-40"
        label={words.audit.outcome}
        value={choice.outcome}
        onChange={({ target }) => set({ outcome: OUTCOMES.find((each) => each === target.value) ?? "" })}
      >
        <option value="">{words.audit.anyOutcome}</option>
        {OUTCOMES.map((each) => (
          <option key={each} value={each}>
            {words.audit.outcomes[each]}
          </option>
        ))}
      </SelectField>
      <SelectField className="w-48" label={words.audit.person} value={choice.person} onChange={({ target }) => set({ person: target.value })}>
        <option value="">{words.everybody}</option>
        {people.map(({ user }) => (
          <option key={user.id} value={user.id}>
            {user.name}
          </option>
        ))}
      </SelectField>
      <SelectField className="w-52" label={words.audit.action} value={choice.action} onChange={({ target }) => set({ action: target.value })}>
        <option value="">{words.audit.anyAction}</option>
        <optgroup label={words.audit.outcomes.DONE}>
          {Object.entries(words.audit.actions).map(([name, label]) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </optgroup>
        <optgroup label={words.audit.attempts}>
          {ATTEMPTS.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </optgroup>
      </SelectField>
      <TextField className="w-40" type="date" label={words.audit.from} value={choice.from} onChange={({ target }) => set({ from: target.value })} />
      <TextField className="w-40" type="date" label={words.audit.to} value={choice.to} onChange={({ target }) => set({ to: target.value })} />
      {Object.values(choice).some((value) => value !== "") && (
        <Button look="quiet" onClick={() => onChange(ANY)}>
          {words.audit.reset}
        </Button>
      )}
    </div>
  );
}
