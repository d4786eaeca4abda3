import type { CreateProjectInput, ProjectFactsFragment, ProjectStatus } from "../../api/operations";

export const RUNNING = ["PLANNING", "ACTIVE", "ON_HOLD"] as const satisfies readonly ProjectStatus[];
export const ENDED = ["COMPLETED", "CANCELLED", "ARCHIVED"] as const satisfies readonly ProjectStatus[];

/** Whether a project in this status takes no bookings. */
export function hasEnded(status: ProjectStatus): boolean {
  return ENDED.some((each) => each === status);
}

/** A project as a form has it: texts as they are typed. */
export interface Draft {
  readonly name: string;
  readonly client: string;
  readonly status: ProjectStatus;
  readonly startDate: string;
  readonly endDate: string;
  readonly managerId: string;
  readonly budget: string;
  readonly budgetHours: string;
  readonly holdExpiryHours: string;
}

export const NEW: Draft = {
  name: "",
  client: "",
  status: "PLANNING",
  startDate: "",
  endDate: "",
  managerId: "",
  budget: "",
  budgetHours: "",
  holdExpiryHours: "",
};

export function draftOf(project: ProjectFactsFragment): Draft {
  const { name, client, status, startDate, endDate, manager, budget, budgetHours, holdExpiryHours } = project;
  return {
    name,
    client: client ?? "",
    status,
    startDate: startDate ?? "",
    endDate: endDate ?? "",
    managerId: manager?.id ?? "",
    budget: budget ?? "",
    budgetHours: budgetHours ?? "",
    holdExpiryHours: holdExpiryHours === null ? "" : String(holdExpiryHours),
  };
}

/** What may be seen is sent; budgets that are hidden from the person stay as they are. */
export function inputOf(draft: Draft, mayRates: boolean): CreateProjectInput {
  const text = (value: string) => value.trim() || null;
  return {
    name: draft.name,
    client: text(draft.client),
    status: draft.status,
    startDate: text(draft.startDate),
    endDate: text(draft.endDate),
    managerId: text(draft.managerId),
    holdExpiryHours: draft.holdExpiryHours.trim() === "" ? null : Number(draft.holdExpiryHours),
    ...(mayRates && { budget: text(draft.budget), budgetHours: text(draft.budgetHours) }),
  };
}
