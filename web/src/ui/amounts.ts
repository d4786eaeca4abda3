import { words } from "../words/bookings";

const formatters = new Map<string, Intl.NumberFormat>();

/** An exact amount in the API's text, `1250.00`, with its currency; pence only where there are some. */
export function amountText(amount: string, currency: string): string {
  let formatter = formatters.get(currency);
  if (formatter === undefined) {
    formatter = new Intl.NumberFormat(words.locale, { style: "currency", currency, currencyDisplay: "narrowSymbol", trailingZeroDisplay: "stripIfInteger" });
    formatters.set(currency, formatter);
  }
  // As text: a number would lose digits of what is large.
  return formatter.format(amount as Intl.StringNumericLiteral);
}

/** Hours in the API's text, `1250.00`, without needless noughts. */
export function plainAmount(amount: string): string {
  return Number(amount).toLocaleString(words.locale, { maximumFractionDigits: 2 });
}
