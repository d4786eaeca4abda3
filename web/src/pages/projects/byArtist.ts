import type { BookingsRowFragment } from "../../api/operations";

/** Bookings by their artists, whose names are in order; each one's in the order that they came in. */
export function byArtist(
  bookings: readonly BookingsRowFragment[],
): readonly { readonly artist: BookingsRowFragment["artist"]; readonly bookings: readonly BookingsRowFragment[] }[] {
  const groups = new Map<string, { artist: BookingsRowFragment["artist"]; bookings: BookingsRowFragment[] }>();
  for (const booking of bookings) {
    const group = groups.get(booking.artist.id) ?? { artist: booking.artist, bookings: [] };
    group.bookings.push(booking);
    groups.set(booking.artist.id, group);
  }
  return [...groups.values()].sort((a, b) => a.artist.name.localeCompare(b.artist.name));
}
