import { useMay } from "../../app/viewer";
import { Empty, Page } from "../../ui/Page";
import { words } from "../../words/import";
import { Importer } from "./Importer";

export function ImportPage() {
  const plans = useMay("bookings:write");
  return (
    <Page title={words.title} intro={words.intro}>
      {plans ? <Importer /> : <Empty title={words.notYours}>{words.notYoursHint}</Empty>}
    </Page>
  );
}
