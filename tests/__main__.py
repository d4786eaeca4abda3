"""`python -m tests`: all tests, in two runs beside each other, each with servers of its own."""

import signal
import subprocess
import sys
from collections.abc import Sequence
from tempfile import TemporaryFile
from types import FrameType
from typing import IO, NoReturn

from app.output import say
from tests.server import CHECKOUT

BESIDE = ("tests/api", "tests/web", "tests/app")
"""What is run beside the rest, in this order: half of the time, and mostly waits for processes.

All that needs the browser is in the same run, as two would install it at once; and it is busy while
the other run compares compiled queries, which no company makes fail.
"""

Run = subprocess.Popen[bytes]


def main() -> int:
    """Run all, and answer 0 where both runs went well."""
    for how in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(how, _leave)
    beside = " ".join(BESIDE)
    runs: list[Run] = []
    with TemporaryFile() as said:
        try:
            runs.append(_start(*BESIDE, "-p", "no:cacheprovider", output=said))
            runs.append(_start(*(f"--ignore={path}" for path in BESIDE)))
            say(f"Beside these tests, and told after them: {beside}")
            codes = [run.wait() for run in runs]
        finally:
            _end(runs)
            said.seek(0)
            say(f"\n{beside}\n{said.read().decode(errors='replace')}")
    failed = [what for what, code in zip((beside, "the rest"), codes, strict=True) if code]
    if failed:
        say(f"Failed: {'; '.join(failed)}")
    return int(bool(failed))


def _start(*arguments: str, output: IO[bytes] | None = None) -> Run:
    # Ctrl-C is ours to pass on, once: a second one would leave servers behind.
    return subprocess.Popen(
        [sys.executable, "-m", "pytest", *arguments],
        cwd=CHECKOUT,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output and subprocess.STDOUT,
        process_group=0,
    )


def _leave(how: int, _: FrameType | None) -> NoReturn:
    sys.exit(128 + how)


def _end(runs: Sequence[Run]) -> None:
    """Let those that still run end what they have started, and wait for it."""
    for run in runs:
        if run.poll() is None:
            run.send_signal(signal.SIGINT)
    for run in runs:
        run.wait()


if __name__ == "__main__":
    sys.exit(main())
