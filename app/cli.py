"""`production-tool`: where the process begins, and how it ends."""

import sys
from collections.abc import Sequence

INTERRUPTED = 130  # what a shell reports of a program that Ctrl-C ended


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0, 1 where it was refused, 2 for wrong arguments."""
    try:
        # Within the block: Ctrl-C is answered in silence while all the rest loads, too.
        from app.command_line import obey

        return obey(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
