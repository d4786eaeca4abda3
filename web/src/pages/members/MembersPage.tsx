import { useMay } from "../../app/viewer";
import { Empty, Page } from "../../ui/Page";
import { words } from "../../words/members";
import { Invitations } from "./Invitations";
import { Keys } from "./Keys";
import { MemberList } from "./MemberList";

export function MembersPage() {
  const looksAfterMembers = useMay("members:write");
  const makesKeys = useMay("keys:write");
  return (
    <Page title={words.title} intro={words.intro}>
      {!looksAfterMembers && <Empty title={words.notYours}>{words.notYoursHint}</Empty>}
      <div className="space-y-6">
        {looksAfterMembers && <MemberList />}
        {looksAfterMembers && <Invitations />}
        {makesKeys && <Keys />}
      </div>
    </Page>
  );
}
