import { useMemo, useState } from "react";
import { ProjectsListDocument, type ProjectStatus } from "../../api/operations";
import { usePages } from "../../api/pages";
import { useMay, useViewer } from "../../app/viewer";
import { AddButton } from "../../ui/AddButton";
import { Empty, Page } from "../../ui/Page";
import { PagesOf } from "../../ui/PagesOf";
import { PickMany } from "../../ui/PickMany";
import { SearchField, SearchForm } from "../../ui/SearchForm";
import { useFilter } from "../../ui/useFilter";
import { words } from "../../words/projects";
import { AddProject } from "./AddProject";
import { conditionsOf, type ProjectsFilter, readFilter, STATUSES, writeFilter } from "./filter";
import { ProjectsTable } from "./ProjectsTable";

const PAGE = 100;
const CHOICES = STATUSES.map((status) => ({ id: status, name: words.status[status] }));

/** What artists are booked for. */
export function ProjectsPage() {
  const mayWrite = useMay("projects:write");
  const isArtist = useViewer().role === "ARTIST";
  const [adds, setAdds] = useState(false);
  const [filter, change] = useFilter("/projects", readFilter, writeFilter);
  const asked = useMemo(() => ({ first: PAGE, filter: conditionsOf(filter) }), [filter]);
  const list = usePages(ProjectsListDocument, asked, { of: (data) => data.projects, kinds: ["PROJECT"] });
  const isFiltered = filter.search.trim() !== "" || filter.statuses.length > 0;
  const add = mayWrite && (
    <AddButton look="primary" onClick={() => setAdds(true)}>
      {words.add}
    </AddButton>
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
  return (
    <SearchForm label={words.filters} className="md:grid-cols-4">
      <SearchField label={words.search} placeholder={words.searchHint} value={filter.search} onSearch={(search) => onChange({ search })} />
      <PickMany
        label={words.statusLabel}
        none={words.running}
        choices={CHOICES}
        picked={filter.statuses}
        onPick={(picked) => onChange({ statuses: STATUSES.filter((status: ProjectStatus) => picked.includes(status)) })}
      />
    </SearchForm>
  );
}
