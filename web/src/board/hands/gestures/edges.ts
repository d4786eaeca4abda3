/** How near an edge a pointer pulls the board along, in CSS pixels. */
const NEAR = 44;
/** The most that it goes in one frame. */
const FASTEST = 18;

/** What begins near an edge pulls only once it has gone on towards it, in CSS pixels. */
const INTENT = 24;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** By how much a board scrolls in one frame while something is dragged from one place to another, near one of its edges. */
export function pull(board: HTMLElement, from: Point, { x, y }: Point): readonly [dx: number, dy: number] {
  const { left, right, top, bottom } = board.getBoundingClientRect();
  // What stays in view at the left and above, as board.css has it.
  const style = getComputedStyle(board);
  const [margin, head] = ["--margin", "--head"].map((name) => Number.parseFloat(style.getPropertyValue(name)) || 0);
  return [along(from.x, x, left + (margin ?? 0), right), along(from.y, y, top + (head ?? 0), bottom)];
}

function along(from: number, at: number, low: number, high: number): number {
  const speed = (depth: number) => Math.ceil(FASTEST * Math.min(1, depth / NEAR));
  if (at < low + NEAR && from - at > INTENT) return -speed(low + NEAR - at);
  return at > high - NEAR && at - from > INTENT ? speed(at - high + NEAR) : 0;
}
