import { SettingsDocument } from "../../api/operations";
import { useAsk } from "../../api/queries";
import { Answer } from "../../ui/Answer";
import { Page } from "../../ui/Page";
import { words } from "../../words/settings";
import { SettingsForm } from "./SettingsForm";

export function SettingsPage() {
  const query = useAsk(SettingsDocument, {});
  return (
    <Page title={words.title} intro={words.intro}>
      <Answer query={query}>{({ studioSettings }) => <SettingsForm settings={studioSettings} />}</Answer>
    </Page>
  );
}
