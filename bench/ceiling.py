"""How fast the load generator itself can be: what it gets out of a server that does nothing."""

import sys

from app.embedded.ports import free_port
from bench.contestants.contestant import MARK
from bench.ground import Ground
from bench.measurement import measure
from bench.options import Options
from bench.request import get
from bench.servers import Server, process


def ceiling(options: Options, ground: Ground) -> str:
    """Measure it at the highest concurrency of the run, and say it."""
    port, most = free_port(), max(options.concurrencies)
    command = [sys.executable, "-m", "bench.trivial"]
    with process("trivial server", command, {"PORT": str(port)}, port) as pid:
        outcome = measure(
            Server("trivial server", port, pid),
            [get("/", {})],
            postgres_pid=ground.postgres_pid,
            concurrency=most,
            pace=options.pace,
            expect=MARK,
        )
    rate = outcome.answered / outcome.seconds
    return f"- The load generator's own ceiling, {most} requests at a time: {rate:,.0f} per second"
