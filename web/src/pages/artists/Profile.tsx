import { Archive, ArchiveRestore, Link2, Pencil } from "lucide-react";
import { useState } from "react";
import type { ArtistFactsFragment } from "../../api/operations";
import { useMay, useViewer } from "../../app/viewer";
import { Button } from "../../ui/Button";
import { Facts } from "../../ui/Facts";
import { Card } from "../../ui/Page";
import { amountText } from "../../ui/amounts";
import { words } from "../../words/artists";
import { ArchiveArtist } from "./ArchiveArtist";
import { EditArtist } from "./EditArtist";
import { LinkMember } from "./LinkMember";
import { useRestore } from "./useRestore";
import { weekText } from "./weekText";

/** What is known of an artist, as far as the viewer may see it, and what can be done about it. */
export function Profile({ artist }: { artist: ArtistFactsFragment }) {
  const viewer = useViewer();
  const isSelf = viewer.artist?.id === artist.id;
  const seesContacts = useMay("contacts:read") || isSelf;
  const seesRates = useMay("rates:read") || isSelf;
  const seesUser = viewer.role !== "ARTIST" || isSelf;
  const mayWrite = useMay("artists:write");
  const mayLink = useMay("members:write");
  const restore = useRestore(artist);
  const [open, setOpen] = useState<"edit" | "archive" | "link" | null>(null);
  const close = () => setOpen(null);
  const { email, specialties, employment, timeZone, workingHours, hourlyRate, currency, user, archivedAt } = artist;
  const edit = mayWrite && (
    <Button size="small" onClick={() => setOpen("edit")} className="max-md:min-h-11">
      <Pencil aria-hidden />
      {words.edit}
    </Button>
  );
  return (
    <Card title={words.profile} actions={edit}>
      <Facts
        facts={[
          seesContacts && { name: words.email, value: email ? <a href={`mailto:${email}`} className="text-accent hover:underline">{email}</a> : null },
          { name: words.specialties, value: specialties.join(", ") },
          { name: words.employment, value: words.kinds[employment] },
          { name: words.zone, value: timeZone.replaceAll("_", " ") },
          { name: words.hours, value: <Hours texts={workingHours} /> },
          seesRates && { name: words.rateLabel, value: hourlyRate === null ? null : amountText(hourlyRate, currency), none: words.noRate },
          seesUser && { name: words.user, value: user?.name, none: words.noUser },
        ]}
        none={words.notGiven}
      />
      {(mayWrite || mayLink) && (
        <div className="flex flex-wrap gap-2 border-t border-line px-4 py-3 print:hidden max-md:[&_button]:min-h-11">
          {mayLink && (
            <Button size="small" onClick={() => setOpen("link")}>
              <Link2 aria-hidden />
              {words.link}
            </Button>
          )}
          {mayWrite && archivedAt === null && (
            <Button size="small" onClick={() => setOpen("archive")}>
              <Archive aria-hidden />
              {words.archive}
            </Button>
          )}
          {mayWrite && archivedAt !== null && (
            <Button size="small" onClick={() => void restore.run()} disabled={restore.busy}>
              <ArchiveRestore aria-hidden />
              {words.restore}
            </Button>
          )}
        </div>
      )}
      {open === "edit" && <EditArtist artist={artist} onClose={close} />}
      {open === "archive" && <ArchiveArtist artist={artist} onClose={close} />}
      {open === "link" && <LinkMember artist={artist} onClose={close} />}
    </Card>
  );
}

function Hours({ texts }: { texts: readonly string[] }) {
  const lines = weekText(texts);
  if (lines.length === 0) return words.noHours;
  return (
    <ul>
      {lines.map(({ days, hours }) => (
        <li key={days} className="tabular-nums">
          <span className="inline-block min-w-16 text-muted">{days}</span> {hours}
        </li>
      ))}
    </ul>
  );
}
