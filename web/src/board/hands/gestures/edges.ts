/** How near an edge a pointer pulls the board along, in CSS pixels. */
const NEAR = 44;
/** The most that it goes in one frame. */
const FASTEST = 18;

/** By how much a board scrolls in one frame while something is dragged to one of its edges. */
export function pull(board: HTMLElement, x: number, y: number): readonly [dx: number, dy: number] {
  const { left, right, top, bottom } = board.getBoundingClientRect();
  // What stays in view at the left and above, as board.css has it.
  const style = getComputedStyle(board);
  const [margin, head] = ["--margin", "--head"].map((name) => Number.parseFloat(style.getPropertyValue(name)) || 0);
  return [along(x, left + (margin ?? 0), right), along(y, top + (head ?? 0), bottom)];
}

function along(at: number, low: number, high: number): number {
  const speed = (depth: number) => Math.ceil(FASTEST * Math.min(1, depth / NEAR));
  if (at < low + NEAR) return -speed(low + NEAR - at);
  return at > high - NEAR ? speed(at - high + NEAR) : 0;
}
