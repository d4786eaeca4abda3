"""The process that PostgreSQL's own pid file names, perhaps one that outlived its starter."""

# ruff: noqa: S603, S607 - the commands are our own

import os
import signal
import subprocess
from pathlib import Path

from app.embedded.errors import CannotStart
from app.embedded.waiting import wait_until

PID_LINE, STATUS_LINE = 0, 7


def is_ready(data: Path, pid: int) -> bool:
    """Whether the server with that pid says that it accepts connections."""
    lines = _pid_file(data)
    return (
        len(lines) > STATUS_LINE and lines[PID_LINE] == str(pid) and lines[STATUS_LINE] == "ready"
    )


def end_leftover(data: Path, *, patience: float) -> None:
    """Shut down a server that still runs on these data though nobody holds their lock.

    Raises `CannotStart` if it does not end.
    """
    lines = _pid_file(data)
    if not lines:
        return
    pid = int(lines[PID_LINE])
    for request in (signal.SIGINT, signal.SIGQUIT):
        if not _serves(pid, data):
            break
        os.kill(pid, request)
        wait_until(lambda: not _serves(pid, data), patience=patience)
    if _serves(pid, data):
        raise CannotStart(f"PostgreSQL with pid {pid} uses {data} and does not end; end it by hand")
    # Left by a crash. By now its number may be some other process's, which PostgreSQL would obey.
    (data / "postmaster.pid").unlink(missing_ok=True)


def _pid_file(data: Path) -> list[str]:
    try:
        return [line.strip() for line in (data / "postmaster.pid").read_text().splitlines()]
    except FileNotFoundError:
        return []


def _serves(pid: int, data: Path) -> bool:
    return str(data) in _command_of(pid)


def _command_of(pid: int) -> str:
    if Path("/proc/self/cmdline").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_text(errors="replace")
        except OSError:
            return ""
    listed = subprocess.run(
        ["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return listed.stdout
