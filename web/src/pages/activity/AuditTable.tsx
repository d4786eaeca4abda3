import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { Fragment, type ReactNode, useState } from "react";
import type { ActivityAuditQuery } from "../../api/operations";
import { clock, dayName, dayOf, ownZone } from "../../time/formats";
import { Button } from "../../ui/Button";
import { classes } from "../../ui/classes";
import { words as common } from "../../words/common";
import { words } from "../../words/activity";
import { AuditFacts } from "./AuditFacts";

export type AuditEntry = ActivityAuditQuery["auditLog"]["nodes"][number];

const CELL = "px-3 py-2 text-left align-top";
const OUTCOMES = { DONE: "text-muted", REFUSED: "font-medium text-warning", FAILED: "font-medium text-danger" };

export function AuditTable({ entries }: { entries: readonly AuditEntry[] }) {
  return (
    // It scrolls sideways where it has to, so it can be reached by the keyboard.
    <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={words.audit.table}>
      <table className="w-full min-w-3xl">
        <thead className="border-b border-line text-xs text-muted">
          <tr>
            {[words.audit.when, words.audit.who, words.audit.what, words.audit.on, words.audit.result, words.audit.where].map((head) => (
              <th key={head} scope="col" className={classes(CELL, "font-medium")}>
                {head}
              </th>
            ))}
            <th scope="col" className={CELL}>
              <span className="sr-only">{words.audit.facts}</span>
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {entries.map((entry) => (
            <Row key={entry.id} entry={entry} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ entry }: { entry: AuditEntry }) {
  const [open, setOpen] = useState(false);
  const { at, actor, actorId, role, keyId, action, outcome, reason, ip } = entry;
  const instant = Date.parse(at);
  return (
    <Fragment>
      <tr>
        <td className={classes(CELL, "whitespace-nowrap text-muted")}>
          {dayName(dayOf(instant, ownZone))} <span className="tabular-nums">{clock(instant, ownZone)}</span>
        </td>
        <td className={CELL}>
          <span className="block">{actor?.name ?? (actorId === null ? words.clockwork : words.audit.gone)}</span>
          <span className="block text-xs text-muted">
            {[role && common.role[role], keyId && words.audit.withKey].filter(Boolean).join(", ")}
          </span>
        </td>
        <td className={CELL}>{actionName(action)}</td>
        <td className={CELL}>{thing(entry)}</td>
        <td className={CELL}>
          <span className={OUTCOMES[outcome]}>{words.audit.outcomes[outcome]}</span>
          {reason !== null && <code className="block text-xs text-muted">{reason}</code>}
        </td>
        <td className={classes(CELL, "text-muted tabular-nums")}>{ip}</td>
        <td className={CELL}>
          <Button look="quiet" size="icon" aria-label={words.audit.facts} aria-expanded={open} onClick={() => setOpen(!open)}>
            <ChevronRight aria-hidden className={classes("transition-transform", open && "rotate-90")} />
          </Button>
        </td>
      </tr>
      {open && (
        <tr>
          <td colSpan={7} className="bg-sunken px-3 py-3">
            <AuditFacts entry={entry} />
          </td>
        </tr>
      )}
    </Fragment>
  );
}

function actionName(action: string): ReactNode {
  return action in words.audit.actions ? words.audit.actions[action as keyof typeof words.audit.actions] : <code className="text-xs">{action}</code>;
}

function thing({ resourceType, resourceId }: AuditEntry): ReactNode {
  if (resourceType === null) return null;
  const { kinds } = words.audit;
  const name = resourceType in kinds ? kinds[resourceType as keyof typeof kinds] : resourceType;
  const look = "underline decoration-line-strong/50 underline-offset-2 hover:decoration-current";
  if (resourceId === null) return name;
  switch (resourceType) {
    case "booking":
      return (
        <Link to="/" search={{ booking: resourceId }} className={look}>
          {name}
        </Link>
      );
    case "artist":
      return (
        <Link to="/artists/$artistId" params={{ artistId: resourceId }} className={look}>
          {name}
        </Link>
      );
    case "project":
      return (
        <Link to="/projects/$projectId" params={{ projectId: resourceId }} className={look}>
          {name}
        </Link>
      );
    default:
      return name;
  }
}
