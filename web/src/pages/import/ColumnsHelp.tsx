import { Download } from "lucide-react";
import { Button } from "../../ui/Button";
import { Card } from "../../ui/Page";
import { words } from "../../words/import";
import { download } from "./download";
import { COLUMNS, template } from "./scheduleFile";

/** What a file has to look like. */
export function ColumnsHelp() {
  return (
    <Card
      title={words.columns}
      actions={
        <Button size="small" onClick={() => download(words.templateName, template())}>
          <Download aria-hidden />
          {words.template}
        </Button>
      }
    >
      <p className="px-4 pt-3 text-muted">{words.columnsHint}</p>
      <div className="p-4">
        <table className="w-full">
          <thead className="sr-only">
            <tr>
              <th scope="col">{words.column}</th>
              <th scope="col">{words.meaning}</th>
            </tr>
          </thead>
          <tbody>
            {COLUMNS.map((name) => (
              <tr key={name} className="align-top">
                <th scope="row" className="py-1 pr-4 text-left font-normal">
                  <code className="rounded bg-sunken px-1.5 py-0.5 text-xs">{name}</code>
                </th>
                <td className="w-full py-1 text-muted">{words.meanings[name]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
