import { ChevronLeft, ChevronRight, LoaderCircle, Minus, Plus } from "lucide-react";
import { memo, type ReactNode } from "react";
import type { Zone } from "../time/zone";
import { Button } from "../ui/Button";
import { TextField } from "../ui/Field";
import { Tooltip } from "../ui/Tooltip";
import { words } from "../words/board";
import type { BoardArtist } from "./artist";
import { Choice } from "./Choice";
import { NewBooking } from "./hands/NewBooking";
import type { Column } from "./model/columns";
import { dayOfIso, isoDay, periodText } from "./model/texts";
import { ZOOM_NAMES } from "./model/zooms";
import { useBoard } from "./useBoard";
import type { Viewport } from "./viewport";
import { ViewMenu } from "./ViewMenu";

interface ToolbarProps {
  readonly viewport: Viewport;
  readonly period: Column;
  readonly zone: Zone;
  readonly artists: readonly BoardArtist[];
  readonly loading: boolean;
}

/** Where in time the board is, how near, and of whom. */
export const Toolbar = memo(function Toolbar({ viewport, period, zone, artists, loading }: ToolbarProps) {
  const zoom = useBoard((state) => state.zoom);
  const search = useBoard((state) => state.filters.search);
  const filter = useBoard((state) => state.filter);
  const go = (text: string) => {
    const day = dayOfIso(text, zone);
    if (day !== null) viewport.show(day);
  };
  return (
    <div role="toolbar" aria-label={words.title} className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-surface px-3 py-2 print:hidden">
      <div className="flex items-center gap-1">
        <Button onClick={() => viewport.today()}>{words.today}</Button>
        <Step name={words.earlier} onClick={() => viewport.page(-1)}>
          <ChevronLeft />
        </Step>
        <Step name={words.later} onClick={() => viewport.page(1)}>
          <ChevronRight />
        </Step>
      </div>
      <label className="relative flex h-8.5 items-center rounded-md px-1.5 font-semibold hover:bg-sunken focus-within:outline-2 focus-within:outline-ring">
        <span className="sr-only">{words.goTo}</span>
        <span aria-live="polite" className="tabular-nums">
          {periodText(period.start, period.end, zone)}
        </span>
        <input
          type="date"
          className="absolute inset-0 cursor-pointer opacity-0"
          value={isoDay(period.start, zone)}
          onChange={(event) => go(event.target.value)}
          onClick={(event) => event.currentTarget.showPicker()}
        />
      </label>
      {loading && (
        <span role="status" className="text-muted">
          <LoaderCircle aria-hidden className="size-4 animate-spin" />
          <span className="sr-only">{words.loading}</span>
        </span>
      )}
      <div className="flex-1 max-sm:hidden" />
      <TextField
        type="search"
        label={words.search}
        labelHidden
        placeholder={words.search}
        className="w-44 max-sm:order-1 max-sm:w-full"
        value={search}
        onChange={(event) => filter({ search: event.target.value })}
      />
      <NewBooking />
      <ViewMenu artists={artists} />
      <div className="flex items-center gap-1">
        <Step name={words.zoomOut} onClick={() => viewport.zoomBy(1)} disabled={zoom === ZOOM_NAMES.at(-1)}>
          <Minus />
        </Step>
        <Choice
          label={words.zoom}
          labelHidden
          value={zoom}
          options={ZOOM_NAMES.map((name) => [name, words.zooms[name]])}
          onChoose={(chosen) => viewport.zoomTo(chosen)}
        />
        <Step name={words.zoomIn} onClick={() => viewport.zoomBy(-1)} disabled={zoom === ZOOM_NAMES[0]}>
          <Plus />
        </Step>
      </div>
    </div>
  );
});

function Step({ name, children, ...rest }: { name: string; children: ReactNode; onClick: () => void; disabled?: boolean }) {
  return (
    <Tooltip text={name}>
      <Button look="quiet" size="icon" aria-label={name} {...rest}>
        {children}
      </Button>
    </Tooltip>
  );
}
