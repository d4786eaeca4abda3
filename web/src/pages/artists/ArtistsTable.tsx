import { Link } from "@tanstack/react-router";
import type { ArtistsListQuery } from "../../api/operations";
import { Avatar } from "../../ui/Avatar";
import { Badge } from "../../ui/Badge";
import { classes } from "../../ui/classes";
import { words } from "../../words/artists";
import { today } from "../bookings/days";
import { utilisationOf } from "./utilisation";
import { UtilisationBar } from "./UtilisationBar";

type ListedArtist = ArtistsListQuery["artists"]["nodes"][number];

/** How far utilisation looks ahead. */
export const DAYS_AHEAD = 28;

const HEADING = "border-b border-line px-3 py-2 text-left text-xs font-medium text-muted";
const CELL = "border-b border-line px-3 py-2 align-middle [tr:last-child>&]:border-b-0";

/** Artists as a table; on a phone what is less needed is left out. */
export function ArtistsTable({ artists }: { artists: readonly ListedArtist[] }) {
  const { columns } = words;
  return (
    <table aria-label={words.title} className="w-full border-separate border-spacing-0">
      <thead>
        <tr>
          <th scope="col" className={HEADING}>{columns.name}</th>
          <th scope="col" className={classes(HEADING, "max-md:hidden")}>{columns.specialties}</th>
          <th scope="col" className={classes(HEADING, "max-md:hidden")}>{columns.employment}</th>
          <th scope="col" className={classes(HEADING, "max-lg:hidden")}>{columns.zone}</th>
          <th scope="col" className={classes(HEADING, "w-44 max-md:w-40")} title={words.utilisation.hint}>{columns.utilisation}</th>
        </tr>
      </thead>
      <tbody>
        {artists.map((artist) => (
          <ArtistRow key={artist.id} artist={artist} />
        ))}
      </tbody>
    </table>
  );
}

function ArtistRow({ artist }: { artist: ListedArtist }) {
  const { id, name, specialties, employment, timeZone, workingHours, archivedAt, bookings } = artist;
  const utilisation = utilisationOf(workingHours, timeZone, today(timeZone), DAYS_AHEAD, bookings);
  return (
    <tr className="relative hover:bg-sunken">
      <th scope="row" className={classes(CELL, "text-left font-normal")}>
        <span className="flex min-h-9 items-center gap-2.5">
          <Avatar name={name} />
          <span className="min-w-0">
            <Link
              to="/artists/$artistId"
              params={{ artistId: id }}
              className="font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-md focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-ring"
            >
              {name}
            </Link>
            <span className="block text-xs text-muted md:hidden">{[...specialties, words.kinds[employment]].join(" · ")}</span>
          </span>
          {archivedAt && <Badge>{words.archived}</Badge>}
        </span>
      </th>
      <td className={classes(CELL, "max-md:hidden")}>{specialties.join(", ")}</td>
      <td className={classes(CELL, "max-md:hidden")}>{words.kinds[employment]}</td>
      <td className={classes(CELL, "text-muted max-lg:hidden")}>{timeZone.replaceAll("_", " ")}</td>
      <td className={CELL}>
        <UtilisationBar utilisation={utilisation} />
      </td>
    </tr>
  );
}
