import { useState } from "react";
import { useMay, useViewer } from "../../app/viewer";
import { clock, ownZone } from "../../time/formats";
import { Avatar } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { words } from "../../words/activity";
import { Alterations } from "./Alterations";
import { alterations } from "./changes";
import { canUndo, type Deed, type Entry } from "./entry";
import { KindMark } from "./KindMark";
import { Sentence } from "./Sentence";
import { plainly, telling, tellingTogether } from "./telling";
import { UndoButton } from "./UndoButton";

/** What somebody did, in a sentence; several things of a kind that were done at once are one line that opens. */
export function DeedLine({ deed, all }: { deed: Deed; all: readonly Entry[] }) {
  const { user, role, artist } = useViewer();
  const plans = useMay("bookings:write");
  const [open, setOpen] = useState(false);
  const sight = { isArtist: role === "ARTIST", artistId: artist?.id ?? null };
  const [newest] = deed.entries;
  const isMany = deed.entries.length > 1;
  const told = isMany ? tellingTogether(newest, deed.entries.length, sight) : telling(newest, sight);
  return (
    <li className="flex gap-3 px-4 py-2.5">
      {newest.actor ? <Avatar name={newest.actor.name} /> : <KindMark type={newest.type} />}
      <div className="min-w-0 flex-1">
        <p className="break-words">
          <Sentence {...told} />
        </p>
        {!isMany && <Alterations all={alterations(newest, zoneOf(newest))} />}
        {isMany && (
          <Button look="quiet" size="small" className="-ml-2" aria-expanded={open} onClick={() => setOpen(!open)}>
            {words.more}
          </Button>
        )}
        {isMany && open && (
          <ul className="mt-1 space-y-2 border-l-2 border-line pl-3">
            {deed.entries.map((entry) => (
              <li key={entry.revision}>
                <Sentence {...telling(entry, sight)} />
                <Alterations all={alterations(entry, zoneOf(entry))} />
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className="flex shrink-0 items-start gap-2">
        {plans && canUndo(deed, all, user.id) && <UndoButton revision={newest.revision} what={plainly(told)} />}
        <time dateTime={new Date(newest.at).toISOString()} className="pt-0.5 text-xs text-muted tabular-nums">
          {clock(newest.at, ownZone)}
        </time>
      </div>
    </li>
  );
}

function zoneOf({ detail }: Entry): string {
  return detail !== null && "booking" in detail ? (detail.booking?.artist.timeZone ?? ownZone) : ownZone;
}
