/** Of hours that return every week. */
export const words = {
  days: { mon: "Monday", tue: "Tuesday", wed: "Wednesday", thu: "Thursday", fri: "Friday", sat: "Saturday", sun: "Sunday" },
  short: { mon: "Mon", tue: "Tue", wed: "Wed", thu: "Thu", fri: "Fri", sat: "Sat", sun: "Sun" },
  span: (first: string, last: string) => `${first}–${last}`,
  from: (day: string) => `${day} from`,
  until: (day: string) => `${day} until`,
  addOn: (day: string) => `Add hours on ${day}`,
  remove: (day: string, hours: string) => `Remove ${hours} on ${day}`,
  copy: "Same from Monday to Friday",
  copyHint: "Takes the hours of Monday for the other weekdays, too",
  order: "It has to end after it starts.",
  overlap: "These hours overlap.",
  incomplete: "Say from when until when.",
  faulty: (day: string) => `The hours of ${day} are not right yet.`,
} as const;
