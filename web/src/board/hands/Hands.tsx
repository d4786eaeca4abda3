/** What the hands do on the board: drawn over its rows, in the coordinates of `useGeometry()`. */
export function Hands() {
  return null;
}
