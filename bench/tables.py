"""Results as Markdown."""

from collections.abc import Iterable, Mapping, Sequence

from bench.results import Cell, Results, Spread


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose first column is text and the others are numbers."""
    ruler = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ruler, *rows])


def rates(results: Results, cells: Sequence[Cell]) -> str:
    """Answers per second: the median, and in brackets the worst and the best round."""
    head = ["answers per second", *(title(cell) for cell in cells)]
    rows = ([name, *(count(results.rate(cell, name)) for cell in cells)] for name in results.names)
    return table(head, rows)


def costs(results: Results, cells: Sequence[Cell]) -> str:
    """Processor milliseconds per answer, of the server and of PostgreSQL."""
    head = ["CPU ms per answer: server + PostgreSQL", *(title(cell) for cell in cells)]
    rows = (
        [
            name,
            *(
                f"{results.server_cost(cell, name):.2f} + {results.database_cost(cell, name):.2f}"
                for cell in cells
            ),
        ]
        for name in results.names
    )
    return table(head, rows)


def comparison(
    results: Results, ours: str, peer: str, floors: Sequence[str], aims: Mapping[Cell, str]
) -> str:
    """Our rate over a peer's and over the best floor's, paired by round, beside the aims."""
    rows = []
    for cell in results.cells():
        best = results.fastest(cell, floors)
        rows.append(
            [
                title(cell),
                times(results.ratio(cell, ours, peer)),
                times(results.ratio(cell, ours, best)),
                best,
                aims.get(cell, ""),
            ]
        )
    return table([f"{ours}, how many times", peer, "best floor", "which", "aim"], rows)


def title(cell: Cell) -> str:
    """A question, and how many ask it at the same time."""
    return f"{cell.question}, {cell.concurrency} at a time"


def count(spread: Spread) -> str:
    """A rate: the median, and in brackets the worst and the best round."""
    digits = 1 if spread.median < 100 else 0
    return " ".join(
        [
            f"{spread.median:,.{digits}f}",
            f"({spread.least:,.{digits}f}–{spread.most:,.{digits}f})",  # noqa: RUF001 - a range
        ]
    )


def times(spread: Spread) -> str:
    """A ratio in the same way."""
    return f"{spread.median:.2f} ({spread.least:.2f}–{spread.most:.2f})"  # noqa: RUF001 - a range
