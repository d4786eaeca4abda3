import { Temporal } from "temporal-polyfill";
import type { AuditOutcome, AuditFilter } from "../../api/operations";

/** Which entries of the audit log are wanted; empty texts want all. Days are ISO dates, the last one included. */
export interface AuditChoice {
  readonly outcome: AuditOutcome | "";
  readonly action: string;
  /** A user's id. */
  readonly person: string;
  readonly from: string;
  readonly to: string;
}

export const ANY: AuditChoice = { outcome: "", action: "", person: "", from: "", to: "" };

/** The same as the API wants it; days begin and end as they do in `zone`. */
export function auditFilter({ outcome, action, person, from, to }: AuditChoice, zone: string): AuditFilter {
  return {
    ...(outcome !== "" && { outcome }),
    ...(action !== "" && { action }),
    ...(person !== "" && { actorId: person }),
    ...(from !== "" && { from: begin(Temporal.PlainDate.from(from), zone) }),
    ...(to !== "" && { to: begin(Temporal.PlainDate.from(to).add({ days: 1 }), zone) }),
  };
}

function begin(day: Temporal.PlainDate, zone: string): string {
  return day.toZonedDateTime(zone).toInstant().toString({ smallestUnit: "second" });
}
