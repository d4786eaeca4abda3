"""Servers that end when we do, however we end: even by kill -9."""

# ruff: noqa: S603 - the commands are our own

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

from app.embedded.account import OURSELVES, Account

PR_SET_PDEATHSIG = 1

# Reads until we die and the pipe closes, then passes the signal on.
WATCHDOG = 'read -r _; kill -s "$2" "$1"'


class Child:
    """A server process of ours, in a session of its own: Ctrl-C reaches it through us only."""

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        on_our_death: signal.Signals,
        account: Account = OURSELVES,
        environ: Mapping[str, str] | None = None,
        folder: Path = Path("/"),
        output: int | IO[bytes] = subprocess.DEVNULL,
    ) -> None:
        kernel_watches = _sole_thread_on_linux()
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environ,
            cwd=folder,
            start_new_session=True,
            preexec_fn=_ask_kernel(on_our_death) if kernel_watches else None,
            **account.identity,
        )
        self._watchdog = None if kernel_watches else _watchdog(self.process.pid, on_our_death)

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def exit_code(self) -> int | None:
        """How it ended; None while it runs."""
        return self.process.poll()

    def wait(self) -> int:
        """Wait for its own end; its exit code."""
        return self.process.wait()

    def send(self, request: signal.Signals) -> None:
        self.process.send_signal(request)

    def end(self, *requests: signal.Signals, patience: float) -> int:
        """Ask it to end, ever more firmly, `patience` seconds each time; give its exit code."""
        try:
            for request in requests:
                self.process.send_signal(request)
                try:
                    return self.process.wait(patience)
                except subprocess.TimeoutExpired:
                    continue
            self.process.kill()
            return self.process.wait()
        finally:
            self._dismiss_watchdog()

    def _dismiss_watchdog(self) -> None:
        if self._watchdog and self._watchdog.stdin:
            self._watchdog.kill()  # before the pipe closes: it must not act on a pid used anew
            self._watchdog.wait()
            self._watchdog.stdin.close()


def _sole_thread_on_linux() -> bool:
    """Whether the kernel can watch for us.

    Its request is tied to the thread that forks, which must last as long as we do; and our code
    between fork and exec is safe only while there is no other thread.
    """
    return sys.platform == "linux" and len(list(Path("/proc/self/task").iterdir())) == 1


def _ask_kernel(on_our_death: signal.Signals) -> Callable[[], None]:
    libc = ctypes.CDLL(None)
    parent = os.getpid()

    def ask() -> None:  # after the change of user, which would undo the request
        libc.prctl(PR_SET_PDEATHSIG, int(on_our_death), 0, 0, 0)
        if os.getppid() != parent:  # we died before the request was made
            os._exit(1)

    return ask


def _watchdog(pid: int, on_our_death: signal.Signals) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        ["/bin/sh", "-c", WATCHDOG, "watchdog", str(pid), on_our_death.name.removeprefix("SIG")],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        start_new_session=True,
    )
