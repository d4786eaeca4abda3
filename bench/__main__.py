"""`python -m bench read`, `write`, `fanout` and `board`."""

import signal
import sys

from app.output import say
from app.refusal import Refusal
from bench import options, processors
from bench.board.board import board
from bench.contestants.node import fetch_node
from bench.fanout.fanout import fanout
from bench.ground import stand
from bench.machine import describe
from bench.read import read
from bench.write import write

BENCHMARKS = {"read": read, "write": write, "fanout": fanout, "board": board}


def main() -> int:
    """Run one benchmark; its tables go to standard output and to a file."""
    asked = options.parse()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        if asked.benchmark == "fanout":
            processors.share_out(max(asked.subscribers))
        with stand(asked) as ground:
            tables = BENCHMARKS[asked.benchmark](asked, ground)
            machine = describe(ground.postgres_version, fetch_node(asked.folder))
    except Refusal as refusal:
        sys.stderr.write(f"bench: {refusal}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    report = "\n\n".join([asked.sentence(), machine, tables])
    asked.output.write_text(f"{report}\n")
    say(f"\n{report}\n\nWritten to {asked.output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
