"""`python -m bench read` and `python -m bench write`."""

import signal
import sys

from app.output import say
from app.refusal import Refusal
from bench import options
from bench.ceiling import ceiling
from bench.contestants.node import fetch_node
from bench.ground import stand
from bench.machine import describe
from bench.read import read
from bench.write import write

BENCHMARKS = {"read": read, "write": write}


def main() -> int:
    """Run one benchmark; its tables go to standard output and to a file."""
    asked = options.parse()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        with stand(asked) as ground:
            tables = BENCHMARKS[asked.benchmark](asked, ground)
            limit = ceiling(asked, ground)
            machine = describe(ground.postgres_version, fetch_node(asked.folder))
    except Refusal as refusal:
        sys.stderr.write(f"bench: {refusal}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    report = "\n\n".join([asked.sentence(), f"{machine}\n{limit}", tables])
    asked.output.write_text(f"{report}\n")
    say(f"\n{report}\n\nWritten to {asked.output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
