/** What the lists to pick several things from say. */
export const words = {
  picked: (number: number) => `${number} picked`,
  search: "Search",
  searchIn: (label: string) => `Search ${label.toLowerCase()}`,
  nothing: "Nothing fits",
} as const;
