import { LOCALE } from "../time/formats";

const format = new Intl.NumberFormat(LOCALE, { style: "percent", maximumFractionDigits: 0 });

/** `72%` */
export function shareText(share: number): string {
  return format.format(share);
}
