"""How much memory a server holds, and how much more it may hold for what has been."""

import subprocess

KEPT = 8_000_000
"""Bytes that a warm server may grow by over some thousand connections: its allocator wanders by
half of that. A connection that was kept would be 10 kB, one with a subscription 30 kB, so a
thousand lost in one way of three show."""


def resident(pid: int) -> int:
    """Bytes of a process in main memory."""
    said = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(pid)], check=True, capture_output=True, text=True
    )
    return int(said.stdout) * 1024
