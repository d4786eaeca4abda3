const format = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 0 });

/** `72%` */
export function shareText(share: number): string {
  return format.format(share);
}
