import { words } from "../../words/activity";
import type { AuditEntry } from "./AuditTable";

/** What an entry of the audit log has besides: its facts as they stand there, and how it was asked for. */
export function AuditFacts({ entry: { old, new: made, resourceId, userAgent, requestId } }: { entry: AuditEntry }) {
  const about = [
    [words.audit.on, resourceId],
    [words.audit.program, userAgent],
    [words.audit.request, requestId],
  ].filter((pair) => pair[1] !== null);
  const names = [...new Set([...Object.keys(facts(old)), ...Object.keys(facts(made))])];
  return (
    <div className="grid gap-4 text-xs lg:grid-cols-2">
      <dl className="grid grid-cols-[auto_1fr] content-start gap-x-4 gap-y-1">
        {about.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-muted">{label}</dt>
            <dd className="break-all">{value}</dd>
          </div>
        ))}
      </dl>
      {names.length > 0 && (
        <table>
          <thead className="text-muted">
            <tr>
              <td />
              <th scope="col" className="pr-3 text-left font-medium">
                {words.audit.old}
              </th>
              <th scope="col" className="text-left font-medium">
                {words.audit.new}
              </th>
            </tr>
          </thead>
          <tbody>
            {names.map((name) => (
              <tr key={name} className="align-top">
                <th scope="row" className="pr-3 text-left font-normal text-muted">
                  {name}
                </th>
                <td className="pr-3 break-all">{shown(facts(old)[name])}</td>
                <td className="break-all">{shown(facts(made)[name])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

function facts(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return "–";
  return typeof value === "string" ? value : JSON.stringify(value);
}
