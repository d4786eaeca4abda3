import type { BookingsRowFragment } from "../../api/operations";

/** The bookings in which each word of `search` is found; neither case nor accents matter. */
export function matching(bookings: readonly BookingsRowFragment[], search: string): readonly BookingsRowFragment[] {
  const wanted = folded(search).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return bookings;
  return bookings.filter(({ artist, project, phase, owner, notes, externalId }) => {
    const text = folded([artist.name, project?.name, phase?.name, owner?.name, notes, externalId].filter(Boolean).join("\n"));
    return wanted.every((word) => text.includes(word));
  });
}

function folded(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
