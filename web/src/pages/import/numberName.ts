const format = new Intl.NumberFormat("en-GB");

/** `10,000`. */
export function numberName(value: number): string {
  return format.format(value);
}
