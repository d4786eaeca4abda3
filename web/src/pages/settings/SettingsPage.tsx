import { lazy, Suspense, useState } from "react";
import { SettingsDocument } from "../../api/operations";
import { useAsk } from "../../api/queries";
import { Answer } from "../../ui/Answer";
import { Button } from "../../ui/Button";
import { Page } from "../../ui/Page";
import { words } from "../../words/settings";
import { SettingsForm } from "./SettingsForm";

const FoundDialog = lazy(async () => ({ default: (await import("./FoundDialog")).FoundDialog }));

export function SettingsPage() {
  const query = useAsk(SettingsDocument, {});
  const [founding, setFounding] = useState(false);
  const [offered, setOffered] = useState(true);
  return (
    <Page title={words.title} intro={words.intro} actions={offered && <Button onClick={() => setFounding(true)}>{words.found}</Button>}>
      <Answer query={query}>{({ studioSettings }) => <SettingsForm settings={studioSettings} />}</Answer>
      {founding && (
        <Suspense>
          <FoundDialog onClose={() => setFounding(false)} onNotOffered={() => setOffered(false)} />
        </Suspense>
      )}
    </Page>
  );
}
