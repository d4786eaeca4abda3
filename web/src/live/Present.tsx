/** The colleagues who are there. */
export function Present() {
  return null;
}
