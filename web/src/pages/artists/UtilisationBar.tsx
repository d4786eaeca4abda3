import { words } from "../../words/artists";
import type { Utilisation } from "./utilisation";

/** How much of somebody's time is taken, as a bar and in words: solid is confirmed, hatched pencilled, pale held. */
export function UtilisationBar({ utilisation }: { utilisation: Utilisation | null }) {
  if (utilisation === null) return <span className="text-xs text-muted">{words.utilisation.noHours}</span>;
  const { confirmed, pencil, hold } = utilisation;
  const booked = percent(confirmed + pencil);
  const held = percent(hold);
  const parts = [booked > 0 && words.utilisation.booked(booked), held > 0 && words.utilisation.held(held)].filter(Boolean);
  return (
    <span className="block min-w-24">
      <span aria-hidden className="flex h-1.5 overflow-hidden rounded-full bg-sunken ring-1 ring-line ring-inset">
        <span className="bg-accent-fill" style={{ width: `${confirmed * 100}%` }} />
        <span
          className="bg-[repeating-linear-gradient(135deg,var(--accent-fill)_0_3px,var(--accent-soft)_3px_5px)]"
          style={{ width: `${pencil * 100}%` }}
        />
        <span className="bg-accent-fill/25" style={{ width: `${hold * 100}%` }} />
      </span>
      <span className="mt-1 block text-xs text-muted tabular-nums">{parts.length > 0 ? parts.join(", ") : words.utilisation.free}</span>
    </span>
  );
}

function percent(share: number): number {
  return Math.round(share * 100);
}
