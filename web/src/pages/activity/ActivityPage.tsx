import { Tabs } from "radix-ui";
import { lazy, Suspense } from "react";
import { useMay, useViewer } from "../../app/viewer";
import { Page } from "../../ui/Page";
import { words } from "../../words/activity";
import { ScheduleLog } from "./ScheduleLog";
import { useActivitySearch } from "./search";

const AuditLog = lazy(async () => ({ default: (await import("./AuditLog")).AuditLog }));

const TAB =
  "border-b-2 border-transparent px-3 py-2 font-medium text-muted hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink";

export function ActivityPage() {
  const { role } = useViewer();
  const audits = useMay("audit:read");
  const [{ tab }, set] = useActivitySearch();
  return (
    <Page title={words.title} intro={role === "ARTIST" ? words.introOwn : words.intro}>
      {audits ? (
        <Tabs.Root value={tab} onValueChange={(value) => set({ tab: value === "audit" ? "audit" : "log", kind: null, person: null })}>
          <Tabs.List aria-label={words.tabsLabel} className="mb-4 flex gap-1 border-b border-line">
            <Tabs.Trigger value="log" className={TAB}>
              {words.tabs.log}
            </Tabs.Trigger>
            <Tabs.Trigger value="audit" className={TAB}>
              {words.tabs.audit}
            </Tabs.Trigger>
          </Tabs.List>
          <Tabs.Content value="log">
            <ScheduleLog />
          </Tabs.Content>
          <Tabs.Content value="audit">
            <Suspense>
              <AuditLog />
            </Suspense>
          </Tabs.Content>
        </Tabs.Root>
      ) : (
        <ScheduleLog />
      )}
    </Page>
  );
}
