import { words } from "../words/board";
import type { Drawing } from "./drawing";
import type { Plan } from "./model/plan";
import { xOf } from "./model/scale";

/** Where the present is; where each artist has a clock of their own, in each row. */
export function NowLine({ drawing, plan, now }: { drawing: Drawing; plan: Plan; now: number }) {
  const { scale } = drawing.view;
  if (drawing.clock !== "artist") return <div className="board-now-line" title={words.now} style={{ left: xOf(scale, now) }} />;
  return plan.rows.map((row, index) => {
    if (row.kind === "group") return null;
    const top = plan.tops[index] ?? 0;
    const height = (plan.tops[index + 1] ?? 0) - top;
    return <div key={row.key} className="board-now-line" style={{ left: xOf(scale, drawing.clockOf(row.artist).toAxis(now)), top, height }} />;
  });
}
