import type { ArtistFactsFragment, CreateArtistInput, Employment } from "../../api/operations";

/** An artist as a form has them: texts as they are typed. */
export interface Draft {
  readonly name: string;
  readonly email: string;
  readonly specialties: string;
  readonly employment: Employment;
  readonly timeZone: string;
  readonly hourlyRate: string;
  /** As the API has them, `mon 09:00-18:00`; while they are typed they may be incomplete. */
  readonly workingHours: readonly string[];
}

export function newDraft(timeZone: string, workingHours: readonly string[]): Draft {
  return { name: "", email: "", specialties: "", employment: "FREELANCE", timeZone, hourlyRate: "", workingHours };
}

export function draftOf({ name, email, specialties, employment, timeZone, hourlyRate, workingHours }: ArtistFactsFragment): Draft {
  return {
    name,
    email: email ?? "",
    specialties: specialties.join(", "),
    employment,
    timeZone,
    hourlyRate: hourlyRate ?? "",
    workingHours,
  };
}

/** What may be seen is sent; what is hidden from the person stays as it is. */
export function inputOf(draft: Draft, may: { readonly contacts: boolean; readonly rates: boolean }): CreateArtistInput {
  return {
    name: draft.name,
    specialties: draft.specialties
      .split(",")
      .map((specialty) => specialty.trim())
      .filter(Boolean),
    employment: draft.employment,
    timeZone: draft.timeZone,
    workingHours: draft.workingHours,
    ...(may.contacts && { email: draft.email.trim() || null }),
    ...(may.rates && { hourlyRate: draft.hourlyRate.trim() || null }),
  };
}
