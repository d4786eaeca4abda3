export const words = {
  days: { mon: "Monday", tue: "Tuesday", wed: "Wednesday", thu: "Thursday", fri: "Friday", sat: "Saturday", sun: "Sunday" },
  closed: "Closed",
  from: (day: string) => `${day} from`,
  until: (day: string) => `${day} until`,
  addOn: (day: string) => `Add hours on ${day}`,
  remove: (day: string, hours: string) => `Remove ${hours} on ${day}`,
  copy: "Same from Monday to Friday",
  copyHint: "Takes the hours of Monday for the other weekdays, too",
  order: "It has to end after it starts.",
  overlap: "These hours overlap.",
  incomplete: "Say from when until when.",
} as const;
