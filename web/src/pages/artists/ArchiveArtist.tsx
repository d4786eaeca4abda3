import { Link } from "@tanstack/react-router";
import { ArtistArchiveDocument, type ArtistFactsFragment, BookingsListDocument } from "../../api/operations";
import { outdate } from "../../api/outdate";
import { useAsk } from "../../api/queries";
import { useSend } from "../../api/useSend";
import { Answer } from "../../ui/Answer";
import { Dialog, SaveOrCancel } from "../../ui/Dialog";
import { Problem } from "../../ui/Problem";
import { toast } from "../../ui/Toasts";
import { words } from "../../words/artists";
import { startOf, today } from "../bookings/days";

/** Takes an artist out of the lists, once it has been said which bookings lie ahead. */
export function ArchiveArtist({ artist, onClose }: { artist: ArtistFactsFragment; onClose: () => void }) {
  const { id, name, version, timeZone } = artist;
  const { busy, problem, send } = useSend(ArtistArchiveDocument);
  const ahead = useAsk(
    BookingsListDocument,
    { first: 1, filter: { artistIds: [id], from: startOf(today(timeZone), timeZone) }, orderBy: "START_TIME_ASC" },
    { kinds: ["BOOKING"] },
  );

  async function archive(): Promise<void> {
    const saved = await send({ input: { id, expectedVersion: version } });
    if (saved === null) return;
    outdate("ARTIST");
    toast({ title: words.archivedDone(name), look: "success" });
    onClose();
  }

  return (
    <Dialog open onClose={onClose} title={words.archiveTitle(name)} description={words.archiveHint}>
      <Answer query={ahead}>
        {({ bookings: { totalCount } }) =>
          totalCount === 0 ? (
            <p>{words.archiveClear}</p>
          ) : (
            <div className="rounded-lg bg-warning-soft p-3">
              <p>{words.archiveInTheWay(totalCount)}</p>
              <Link to="/bookings" search={{ when: "all", artists: id }} className="mt-1 inline-block font-medium text-accent hover:underline">
                {words.archiveSee}
              </Link>
            </div>
          )
        }
      </Answer>
      <Problem problem={problem} />
      <SaveOrCancel
        onCancel={onClose}
        onSave={() => void archive()}
        label={words.archive}
        look="danger"
        disabled={busy || ahead.data === undefined}
      />
    </Dialog>
  );
}
