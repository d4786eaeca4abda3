import type { ReactNode } from "react";
import { dayName, momentName, ownZone } from "../../../time/formats";
import { spanName } from "../../../time/span";
import { Status } from "../../../ui/Status";
import { words } from "../../../words/hands";
import { schedule } from "../../schedule";
import { differ, lengthText, zoneText } from "../model/spelling";
import type { When } from "../model/when";
import { useHand } from "../useHand";
import type { Particulars } from "./Panel";

/** When, how firm, and what else is known of a booking. */
export function Facts({ booking, isEdited }: { booking: Particulars; isEdited: boolean }) {
  const { id, artist, startTime, endTime, startDate, endDate, holdRank, isBackup, expiresAt, owner, createdBy, createdAt, endReason } = booking;
  const { plans, ownArtistId } = useHand();
  // To artists the others are merely busy: nothing is known of when they expire.
  const isBusy = !plans && ownArtistId !== null && ownArtistId !== artist.id;
  const status = schedule.isSupposed(id) ? (schedule.get(id)?.status ?? booking.status) : booking.status;
  const days = startDate !== null && endDate !== null ? { first: startDate, last: endDate } : null;
  const when: When = { start: Date.parse(startTime), end: Date.parse(endTime), days };
  const zone = artist.timeZone;
  const at = (instant: string) => momentName(Date.parse(instant), ownZone);
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <Status status={status} rank={status === "HOLD" ? holdRank : null} />
        <span className="text-muted">{lengthText(when, zone)}</span>
      </div>
      <div>
        <p className="text-base font-medium">{spanName(when, zone)}</p>
        <p className="text-xs text-muted">{words.panel.local(zoneText(zone, when.start))}</p>
        {differ(zone, ownZone, when.start) && <p className="text-xs text-muted">{words.form.forYou(spanName({ ...when, days: null }, ownZone))}</p>}
      </div>
      <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1.5">
        {holdRank !== null && (
          <Fact name={words.panel.rank}>
            {words.panel.rankOf(holdRank)}
            {isBackup === true && <span className="block text-muted">{words.panel.backup}</span>}
            <DayRanks booking={booking} />
          </Fact>
        )}
        {status === "HOLD" && !isBusy && <Fact name={words.panel.expires}>{expiresAt === null ? words.panel.never : at(expiresAt)}</Fact>}
        {endReason !== null && <Fact name={words.panel.ended}>{words.panel.endReasons[endReason]}</Fact>}
        {owner !== null && <Fact name={words.panel.owner}>{owner.name}</Fact>}
        {createdBy !== null && <Fact name={words.panel.made}>{words.panel.madeBy(createdBy.name, at(createdAt))}</Fact>}
        {!isEdited && booking.phase !== null && <Fact name={words.panel.phase}>{booking.phase.name}</Fact>}
        {!isEdited && booking.notes !== null && <Fact name={words.panel.notes}>{booking.notes}</Fact>}
      </dl>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

/** The rank of each day, where the days differ. */
function DayRanks({ booking: { holdRanks } }: { booking: Particulars }) {
  if (new Set(holdRanks.map(({ rank }) => rank)).size < 2) return null;
  return (
    <details>
      <summary className="cursor-pointer text-muted">{words.panel.rankByDay}</summary>
      <ul className="max-h-40 overflow-y-auto">
        {holdRanks.map(({ day, rank }) => (
          <li key={day}>{words.panel.dayRank(dayName(day), rank)}</li>
        ))}
      </ul>
    </details>
  );
}
