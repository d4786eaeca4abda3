import type { SettingsFieldsFragment, UpdateStudioSettingsInput } from "../../api/operations";
import { weekFault } from "../../time/week";
import { words } from "../../words/settings";

/** The settings as a form has them: numbers are texts while they are typed. */
export interface SettingsDraft {
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly holdsExpire: boolean;
  readonly holdExpiryHours: string;
  readonly challengeHours: string;
  readonly businessHours: readonly string[];
  readonly artistsSeeBusy: boolean;
  readonly artistsMayHold: boolean;
}

/** Hours; the API takes no more. */
const MOST_HOLD_HOURS = 8_784;
const MOST_CHALLENGE_HOURS = 720;
const USUAL_HOLD_HOURS = "24";

export function draftOf(settings: SettingsFieldsFragment): SettingsDraft {
  const { name, timeZone, currency, holdExpiryHours, challengeHours, businessHours, artistsSeeBusy, artistsMayHold } = settings;
  return {
    name,
    timeZone,
    currency,
    holdsExpire: holdExpiryHours !== null,
    holdExpiryHours: holdExpiryHours === null ? USUAL_HOLD_HOURS : String(holdExpiryHours),
    challengeHours: String(challengeHours),
    businessHours,
    artistsSeeBusy,
    artistsMayHold,
  };
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** What a draft changes, as the API wants it. */
export function changesOf(draft: SettingsDraft, settings: SettingsFieldsFragment): Omit<UpdateStudioSettingsInput, "expectedVersion"> {
  const wanted = {
    name: draft.name.trim(),
    timeZone: draft.timeZone,
    currency: draft.currency,
    holdExpiryHours: draft.holdsExpire ? Number(draft.holdExpiryHours) : null,
    challengeHours: Number(draft.challengeHours),
    businessHours: [...draft.businessHours],
    artistsSeeBusy: draft.artistsSeeBusy,
    artistsMayHold: draft.artistsMayHold,
  };
  return Object.fromEntries(Object.entries(wanted).filter(([field, value]) => !same(value, settings[field as keyof typeof wanted])));
}

/** A draft on top of what somebody else has saved: what was not touched in it is theirs. */
export function rebased(draft: SettingsDraft, before: SettingsFieldsFragment, now: SettingsFieldsFragment): SettingsDraft {
  const [old, theirs] = [draftOf(before), draftOf(now)];
  const touched = Object.entries(draft).filter(([field, value]) => !same(value, old[field as keyof SettingsDraft]));
  return { ...theirs, ...Object.fromEntries(touched) };
}

/** What is wrong in a draft, by the API's names of the fields. */
export function faultsOf(draft: SettingsDraft): ReadonlyMap<string, string> {
  const faults = new Map<string, string>();
  if (draft.holdsExpire && !isWhole(draft.holdExpiryHours, MOST_HOLD_HOURS)) faults.set("holdExpiryHours", words.wholeNumber(1, MOST_HOLD_HOURS));
  if (!isWhole(draft.challengeHours, MOST_CHALLENGE_HOURS)) faults.set("challengeHours", words.wholeNumber(1, MOST_CHALLENGE_HOURS));
  const hoursFault = draft.businessHours.length === 0 ? words.hoursNone : weekFault(draft.businessHours);
  if (hoursFault !== null) faults.set("businessHours", hoursFault);
  return faults;
}

function isWhole(text: string, most: number): boolean {
  return /^\d+$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= most;
}
