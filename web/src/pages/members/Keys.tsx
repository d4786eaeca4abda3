import { KeyRound } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { MembersKeysDocument, type MembersKeysQuery, MembersRevokeKeyDocument } from "../../api/operations";
import { useAsk } from "../../api/queries";
import { useSend } from "../../api/useSend";
import { dayName, dayOf, fromNow, ownZone } from "../../time/formats";
import { useNow } from "../../time/useNow";
import { Answer } from "../../ui/Answer";
import { Button } from "../../ui/Button";
import { classes } from "../../ui/classes";
import { Dialog, SaveOrCancel } from "../../ui/Dialog";
import { Checkbox } from "../../ui/Field";
import { Card, Empty } from "../../ui/Page";
import { Problem } from "../../ui/Problem";
import { toast } from "../../ui/Toasts";
import { words } from "../../words/members";
import { refreshMembers } from "./everyone";
import { scopeMeaning } from "./keyDraft";

const KeyDialog = lazy(async () => ({ default: (await import("./KeyDialog")).KeyDialog }));

type Key = MembersKeysQuery["apiKeys"]["nodes"][number];

/** The keys of programs. */
export function Keys() {
  const query = useAsk(MembersKeysDocument, {});
  const now = useNow();
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<Key | null>(null);
  const [showEnded, setShowEnded] = useState(false);
  return (
    <Card
      title={words.keys}
      actions={
        <Button look="primary" size="small" onClick={() => setMaking(true)}>
          <KeyRound aria-hidden />
          {words.createKey}
        </Button>
      }
    >
      <p className="border-b border-line px-4 py-2 text-muted">{words.keysHint}</p>
      <Answer query={query}>
        {({ apiKeys: { nodes } }) => {
          const ended = nodes.filter((key) => hasEnded(key, now)).length;
          const shown = nodes.filter((key) => showEnded || !hasEnded(key, now));
          return (
            <>
              {shown.length === 0 && <Empty title={words.noKeys}>{words.noKeysHint}</Empty>}
              <ul className="divide-y divide-line">
                {shown.map((key) => (
                  <KeyRow key={key.id} apiKey={key} now={now} onRevoke={() => setRevoking(key)} />
                ))}
              </ul>
              {ended > 0 && (
                <div className="border-t border-line px-4 py-2.5">
                  <Checkbox label={words.showRevoked(ended)} checked={showEnded} onChange={({ target }) => setShowEnded(target.checked)} />
                </div>
              )}
            </>
          );
        }}
      </Answer>
      {making && (
        <Suspense>
          <KeyDialog onClose={() => setMaking(false)} />
        </Suspense>
      )}
      {revoking && <RevokeDialog apiKey={revoking} onClose={() => setRevoking(null)} />}
    </Card>
  );
}

function hasEnded({ revokedAt, expiresAt }: Key, now: number): boolean {
  return revokedAt !== null || (expiresAt !== null && Date.parse(expiresAt) <= now);
}

function KeyRow({ apiKey, now, onRevoke }: { apiKey: Key; now: number; onRevoke: () => void }) {
  const { name, scopes, createdBy, createdAt, expiresAt, lastUsedAt, revokedAt } = apiKey;
  const ended = hasEnded(apiKey, now);
  const day = (instant: string) => dayName(dayOf(Date.parse(instant), ownZone));
  // At midnight it ends with the day before.
  const ends = expiresAt === null ? words.keyNeverEnds : words.keyEnds(dayName(dayOf(Date.parse(expiresAt) - 1, ownZone)));
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-40 flex-1">
        <p className={classes("font-medium", ended && "text-muted line-through")}>{name}</p>
        <p className="text-xs text-muted">
          {words.keyMade(createdBy.name, day(createdAt))} · {revokedAt !== null ? words.keyRevoked(day(revokedAt)) : ended ? words.keyEnded : ends} ·{" "}
          {lastUsedAt === null ? words.keyUnused : words.keyUsed(fromNow(Math.min(Date.parse(lastUsedAt), now), now))}
        </p>
        <ul className="mt-1.5 flex flex-wrap gap-1.5">
          {scopes.map((scope) => (
            <li key={scope} title={scope} className="rounded-full border border-line px-2 py-0.5 text-xs text-muted">
              {scopeMeaning(scope)}
            </li>
          ))}
        </ul>
      </div>
      {!ended && (
        <Button size="small" aria-label={words.revokeOf(name)} onClick={onRevoke}>
          {words.revoke}
        </Button>
      )}
    </li>
  );
}

function RevokeDialog({ apiKey: { id, name }, onClose }: { apiKey: Key; onClose: () => void }) {
  const { busy, problem, send } = useSend(MembersRevokeKeyDocument);

  async function revoke() {
    if ((await send({ input: { id } })) === null) return;
    toast({ title: words.revoked(name), look: "success" });
    onClose();
    await refreshMembers();
  }

  return (
    <Dialog open onClose={onClose} title={words.revokeTitle(name)} description={words.revokeHint}>
      <Problem problem={problem} />
      <SaveOrCancel onCancel={onClose} onSave={() => void revoke()} label={words.revoke} look="danger" disabled={busy} />
    </Dialog>
  );
}
