/** Somebody of the demo studios, by their role. */
export interface Person {
  readonly email: string;
  readonly tenant: "northlight" | "driftwood";
}

const of = (tenant: Person["tenant"], role: string): Person => ({ email: `${role}@${tenant}.example`, tenant });

export const OWNER = of("northlight", "owner");
export const ADMIN = of("northlight", "admin");
export const MANAGER = of("northlight", "manager");
export const ARTIST = of("northlight", "artist");
export const VIEWER = of("northlight", "viewer");
export const STRANGER = of("driftwood", "manager");
