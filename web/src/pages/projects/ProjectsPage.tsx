import { Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { ProjectsListDocument, type ProjectStatus } from "../../api/operations";
import { usePages } from "../../api/pages";
import { useMay, useViewer } from "../../app/viewer";
import { Button } from "../../ui/Button";
import { TextField } from "../../ui/Field";
import { Empty, Page } from "../../ui/Page";
import { PagesOf } from "../../ui/PagesOf";
import { PickMany } from "../../ui/PickMany";
import { useDelayed } from "../../ui/useDelayed";
import { words } from "../../words/projects";
import { AddProject } from "./AddProject";
import { ProjectsTable } from "./ProjectsTable";
import { conditionsOf, type ProjectsFilter, STATUSES, useProjectsFilter } from "./useProjectsFilter";

const PAGE = 100;
const CHOICES = STATUSES.map((status) => ({ id: status, name: words.status[status] }));

/** What artists are booked for. */
export function ProjectsPage() {
  const mayWrite = useMay("projects:write");
  const isArtist = useViewer().role === "ARTIST";
  const [adds, setAdds] = useState(false);
  const [filter, change] = useProjectsFilter();
  const asked = useMemo(() => ({ first: PAGE, filter: conditionsOf(filter) }), [filter]);
  const list = usePages(ProjectsListDocument, asked, { of: (data) => data.projects, kinds: ["PROJECT"] });
  const isFiltered = filter.search.trim() !== "" || filter.statuses.length > 0;
  const add = mayWrite && (
    <Button look="primary" onClick={() => setAdds(true)} className="max-md:min-h-11">
      <Plus aria-hidden />
      {words.add}
    </Button>
  );
  return (
    <Page title={words.title} intro={words.intro} actions={add}>
      <Filters filter={filter} onChange={change} />
      <PagesOf
        pages={list}
        count={(shown) => words.shown(shown, list.totalCount)}
        empty={
          isFiltered ? (
            <Empty title={words.noneFit}>{words.noneFitHint}</Empty>
          ) : (
            <Empty title={words.none}>
              <p>{isArtist ? words.noneSeen : words.noneHint}</p>
              {mayWrite && <div className="mt-3">{add}</div>}
            </Empty>
          )
        }
      >
        {(projects) => <ProjectsTable projects={projects} />}
      </PagesOf>
      {adds && <AddProject onClose={() => setAdds(false)} />}
    </Page>
  );
}

function Filters({ filter, onChange }: { filter: ProjectsFilter; onChange: (changes: Partial<ProjectsFilter>) => void }) {
  const [typed, setTyped] = useDelayed(filter.search, (search) => onChange({ search }));
  return (
    <form
      role="search"
      aria-label={words.filters}
      onSubmit={(event) => event.preventDefault()}
      className="mb-4 grid grid-cols-2 gap-3 md:grid-cols-4 print:hidden max-md:[&_:is(button,input)]:min-h-11"
    >
      <TextField label={words.search} type="search" placeholder={words.searchHint} value={typed} onChange={({ target }) => setTyped(target.value)} />
      <PickMany
        label={words.statusLabel}
        none={words.running}
        choices={CHOICES}
        picked={filter.statuses}
        onPick={(picked) => onChange({ statuses: STATUSES.filter((status: ProjectStatus) => picked.includes(status)) })}
      />
    </form>
  );
}
