"""The figures of the boards as Markdown."""

from collections.abc import Callable, Mapping, Sequence

from bench.results import Spread
from bench.tables import table, times

Step = Mapping[str, float]
Round = Mapping[str, Mapping[str, Step | None]]
"""By board, then by step: seconds, nodes, longest, scripting, rendering; none: it took too long."""

MEASURES: Mapping[str, tuple[str, Callable[[float], str]]] = {
    "DOM nodes when it is calm": ("nodes", lambda number: f"{number:,.0f}"),
    "longest task, ms": ("longest", lambda seconds: f"{seconds * 1000:,.0f}"),
    "scripting, ms": ("scripting", lambda seconds: f"{seconds * 1000:,.0f}"),
    "style and layout, ms": ("rendering", lambda seconds: f"{seconds * 1000:,.0f}"),
    "until it is calm, s": ("seconds", lambda seconds: f"{seconds:.2f}"),
}


def report(rounds: Sequence[Round], ours: str, theirs: str) -> str:
    """One table for each measure; the ratio is taken within each round."""
    return "\n\n".join(_measured(rounds, ours, theirs, title) for title in MEASURES)


def _measured(rounds: Sequence[Round], ours: str, theirs: str, title: str) -> str:
    measure, shown = MEASURES[title]
    rows = []
    for step in rounds[0][ours]:
        mine, other = (_numbers(rounds, name, step, measure) for name in (ours, theirs))
        pairs = zip(mine, other, strict=False)
        # Below a millisecond there is nothing to compare.
        ratios = [a / b for a, b in pairs if b >= 0.001]
        rows.append(
            [
                step,
                _spread(mine, shown),
                _spread(other, shown),
                times(Spread.of(ratios)) if ratios else "",
            ]
        )
    return table([title, ours, theirs, f"times {theirs}"], rows)


def _numbers(rounds: Sequence[Round], name: str, step: str, measure: str) -> list[float]:
    """One number for each round, or none at all where a round has none."""
    steps = [each[name][step] for each in rounds]
    found = [each[measure] for each in steps if each is not None]
    return found if len(found) == len(steps) else []


def _spread(numbers: Sequence[float], shown: Callable[[float], str]) -> str:
    if not numbers:
        return "gave up"
    spread = Spread.of(numbers)
    return f"{shown(spread.median)} ({shown(spread.least)}–{shown(spread.most)})"  # noqa: RUF001 - a range
