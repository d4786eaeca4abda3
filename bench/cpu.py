"""How much processor time processes have used, as Linux counts it."""

import os
import time
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")  # per second
PARENT, USER, SYSTEM, REAPED_USER, REAPED_SYSTEM = 1, 11, 12, 13, 14  # behind the name
SCHEDULER = 2  # among the clocks of a process, the one that counts exactly


def of_process(pid: int) -> float:
    """Seconds that a process has used, all of its threads together."""
    return time.clock_gettime(~pid << 3 | SCHEDULER)


def of_children(pid: int) -> float:
    """Seconds that the children of a process have used, those that have ended included."""
    ended = _seconds(_fields(pid), REAPED_USER, REAPED_SYSTEM)
    return ended + sum(
        _seconds(fields, USER, SYSTEM)
        for fields in map(_fields, _processes())
        if fields and int(fields[PARENT]) == pid
    )


def _processes() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _fields(pid: int) -> list[str]:
    """What the kernel says of a process behind its name; nothing once it has gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def _seconds(fields: list[str], *which: int) -> float:
    return sum(int(fields[index]) for index in which) / TICK
