import { useNavigate } from "@tanstack/react-router";
import { memo, type MouseEvent } from "react";
import { Avatar } from "../ui/Avatar";
import { words } from "../words/board";
import type { BoardArtist } from "./artist";
import { shareText } from "./shares";

interface LineHeadProps {
  readonly artist: BoardArtist;
  readonly share: number | null;
  /** What to say instead of the specialties. */
  readonly note: string | null;
}

/** Whose row it is; it stays in view at the left. */
export const LineHead = memo(function LineHead({ artist: { id, name, specialties, employment }, share, note }: LineHeadProps) {
  const navigate = useNavigate();
  const follow = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void navigate({ to: "/artists/$artistId", params: { artistId: id } });
  };
  const text = share === null ? null : shareText(share);
  return (
    <div className="board-line-head">
      <Avatar name={name} className="size-7 max-sm:hidden" />
      <div className="min-w-0 flex-1 leading-tight">
        {/*
          Not the router's own link: that one looks up anew where it leads whenever the address changes, and here it
          changes often. No stop of its own for Tab either: one for each artist would be too many.
        */}
        <a href={`/artists/${id}`} tabIndex={-1} className="block truncate text-[0.8125rem] font-medium hover:underline" onClick={follow}>
          {name}
        </a>
        <p className="truncate text-[0.6875rem] text-muted">{note ?? `${specialties[0] ?? words.noSpecialty} · ${words.employments[employment]}`}</p>
      </div>
      {text !== null && (
        <div className="w-9 shrink-0 text-right text-[0.6875rem] text-muted tabular-nums max-sm:hidden" title={words.bookedShare(text)}>
          <span aria-hidden>{text}</span>
          <span className="sr-only">{words.bookedShare(text)}</span>
          <Meter share={share ?? 0} />
        </div>
      )}
    </div>
  );
});

function Meter({ share }: { share: number }) {
  return (
    <div aria-hidden className="mt-0.5 h-1 overflow-hidden rounded-full bg-line">
      <div className="h-full rounded-full bg-accent-fill" style={{ width: `${share * 100}%` }} />
    </div>
  );
}
