"""The fan-out's results as Markdown."""

from collections.abc import Callable, Sequence
from statistics import median

from bench.fanout.commits import Latencies
from bench.fanout.ours import LiveOurs
from bench.fanout.results import Results, Turn, percentile
from bench.fanout.socketio import SocketIO
from bench.results import Spread
from bench.tables import table, times

SLOWEST, DEAREST = 0.85, 0.7
"""The aims, as parts of Socket.IO's figures."""

MANY = 1_000
"""Subscribers from which on the aims hold."""

NONE = "–"  # noqa: RUF001 - nothing measured


def report(results: Results, latencies: Sequence[Latencies], burst: int) -> str:
    """All tables."""
    return "\n\n".join(
        [
            "### Fan-out",
            _grid(results, "ms to the last client: p50 / p99 / worst", _lasts),
            _grid(results, "CPU µs of the server per delivery", _cost),
            _comparison(results),
            _grid(results, f"deliveries per second, {burst} events at once", _rate),
            _grid(results, "listeners with something to take, % of the time", _busy),
            _commits(latencies),
        ]
    )


def _grid(results: Results, title: str, say: Callable[[Sequence[Turn]], str]) -> str:
    """What there is to say of each contestant's turns before so many subscribers."""
    rows = []
    for name in results.names:
        turns = [results.turns(level, name) for level in results.levels()]
        rows.append([name, *(say(each) if each else NONE for each in turns)])
    return table([title, *(f"{level:,}" for level in results.levels())], rows)


def _lasts(turns: Sequence[Turn]) -> str:
    return _three([last for turn in turns for last in turn.lasts])


def _cost(turns: Sequence[Turn]) -> str:
    costs = Spread.of([1_000_000 * turn.cpu_per_delivery() for turn in turns])
    return f"{costs.median:,.1f} ({costs.least:,.1f}–{costs.most:,.1f})"  # noqa: RUF001 - a range


def _rate(turns: Sequence[Turn]) -> str:
    rates = [rate for turn in turns for rate in turn.bursts]
    return f"{median(rates):,.0f}" if rates else NONE


def _busy(turns: Sequence[Turn]) -> str:
    return f"{100 * median(turn.busy() for turn in turns):.0f}"


def _comparison(results: Results) -> str:
    rows = []
    for level in results.levels():
        ratios = [
            results.ratio(level, LiveOurs.name, SocketIO.name, figure)
            for figure in (Turn.middle, Turn.tail, Turn.cpu_per_delivery)
        ]
        aim = f"{SLOWEST} and {DEAREST}" if level >= MANY else ""
        rows.append([f"{level:,}", *map(times, ratios), aim])
    head = f"{LiveOurs.name}, how many times {SocketIO.name}"
    return table([head, "time, p50", "time, p99", "CPU", "aim: at most"], rows)


def _commits(latencies: Sequence[Latencies]) -> str:
    rows = [
        [f"{each.subscribers:,}", _three(each.deliveries), _three(each.lasts)] for each in latencies
    ]
    head = "ms from COMMIT: p50 / p99 / worst"
    return table([head, "to any client", "to the last"], rows)


def _three(seconds: Sequence[float]) -> str:
    figures = (percentile(seconds, 0.5), percentile(seconds, 0.99), max(seconds))
    return " / ".join(f"{1000 * figure:,.1f}" for figure in figures)
