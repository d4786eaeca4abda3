import type { Role } from "../../api/operations";

/** From the most to the least rights. */
export const ROLES: readonly Role[] = ["OWNER", "ADMIN", "MANAGER", "ARTIST", "VIEWER"];
/** As what somebody can be invited. */
export const INVITABLE = ROLES.filter((role) => role !== "OWNER");

interface Person {
  readonly id: string;
  readonly role: Role;
}

/** What `viewer` may make of `member`, their present role among it. One entry: nothing else. */
export function rolesFor(viewer: Person, member: Person): readonly Role[] {
  if (viewer.id === member.id) return [member.role];
  if (viewer.role === "OWNER") return ROLES;
  return member.role === "OWNER" ? [member.role] : INVITABLE;
}

/** Whether `viewer` may remove `member`, or leave; the last of the owners stays. */
export function mayRemove(viewer: Person, member: Person, owners: number): boolean {
  return member.role !== "OWNER" || (viewer.role === "OWNER" && owners > 1);
}
