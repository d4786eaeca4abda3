import { SlidersHorizontal } from "lucide-react";
import { Popover } from "radix-ui";
import { useMemo, useState } from "react";
import { useViewer } from "../app/viewer";
import { ownZone } from "../time/formats";
import { Button } from "../ui/Button";
import { words as common } from "../words/common";
import { words } from "../words/board";
import type { BoardArtist } from "./artist";
import { Choice } from "./Choice";
import { useProjects } from "./useArtists";
import { NO_FILTERS, useBoard } from "./useBoard";

/** What is shown of the board and in which order. */
export function ViewMenu({ artists }: { artists: readonly BoardArtist[] }) {
  const [open, setOpen] = useState(false);
  const filters = useBoard((state) => state.filters);
  const active = [filters.specialty, filters.employment, filters.projectId, filters.status].filter((each) => each !== null).length;
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <Button>
          <SlidersHorizontal aria-hidden />
          {words.view}
          {active > 0 && <span aria-hidden className="rounded-full bg-accent px-1.5 text-[0.6875rem] text-surface tabular-nums">{active}</span>}
          {active > 0 && <span className="sr-only">{words.filtersActive(active)}</span>}
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          aria-label={words.view}
          className="z-50 grid w-[min(30rem,calc(100vw-1rem))] gap-3 rounded-xl border border-line bg-raised p-4 shadow-xl sm:grid-cols-2"
        >
          <Choices artists={artists} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

const ANY = "";

function Choices({ artists }: { artists: readonly BoardArtist[] }) {
  const { filters, grouping, sorting, clock, filter } = useBoard();
  const { timeZone } = useViewer().tenant;
  const { data: projects = [] } = useProjects(true);
  const specialties = useMemo(() => [...new Set(artists.flatMap((artist) => artist.specialties))].sort(), [artists]);
  return (
    <>
      <Choice
        label={words.specialty}
        value={filters.specialty ?? ANY}
        options={[[ANY, words.anySpecialty], ...specialties.map((each) => [each, each] as const)]}
        onChoose={(specialty) => filter({ specialty: specialty || null })}
      />
      <Choice
        label={words.employment}
        value={filters.employment ?? ANY}
        options={[
          [ANY, words.anyEmployment],
          ["STAFF", words.employments.STAFF],
          ["FREELANCE", words.employments.FREELANCE],
        ]}
        onChoose={(employment) => filter({ employment: employment || null })}
      />
      <Choice
        label={words.project}
        value={filters.projectId ?? ANY}
        options={[[ANY, words.anyProject], ...projects.map(({ id, name }) => [id, name] as const)]}
        onChoose={(projectId) => filter({ projectId: projectId || null })}
      />
      <Choice
        label={words.status}
        value={filters.status ?? ANY}
        options={[[ANY, words.anyStatus], ...(["HOLD", "PENCIL", "CONFIRMED"] as const).map((each) => [each, common.status[each]] as const)]}
        onChoose={(status) => filter({ status: status === "CANCELLED" ? null : status || null })}
      />
      <Choice
        label={words.group}
        value={grouping}
        options={(["none", "specialty", "employment"] as const).map((each) => [each, words.groups[each]] as const)}
        onChoose={(chosen) => useBoard.setState({ grouping: chosen })}
      />
      <Choice
        label={words.sort}
        value={sorting}
        options={(["name", "utilisation", "free"] as const).map((each) => [each, words.sorts[each]] as const)}
        onChoose={(chosen) => useBoard.setState({ sorting: chosen })}
      />
      <div className="sm:col-span-2">
        <Choice
          label={words.clock}
          value={clock}
          options={[
            ["studio", words.clocks.studio(timeZone)],
            ["mine", words.clocks.mine(ownZone)],
            ["artist", words.clocks.artist],
          ]}
          onChoose={(chosen) => useBoard.setState({ clock: chosen })}
        />
      </div>
      <div className="flex justify-end sm:col-span-2">
        <Button size="small" onClick={() => useBoard.setState({ filters: NO_FILTERS })}>
          {words.clearFilters}
        </Button>
      </div>
    </>
  );
}
