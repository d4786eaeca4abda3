"""How much memory a server holds, and how much more it may hold for what has been."""

import subprocess

WANDERING = 6_000_000
"""Bytes by which the allocator of a warm server wanders."""

FRAGMENTS = 1_500
"""Bytes per connection that the C library keeps, free and scattered; what is in use stays the same.
A connection that was kept would be 10 kB, with a subscription 30."""


def allowed(connections: int) -> int:
    """Bytes that a warm server may hold more for so many connections that have come and gone."""
    return WANDERING + FRAGMENTS * connections


def resident(pid: int) -> int:
    """Bytes of a process in main memory."""
    said = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(pid)], check=True, capture_output=True, text=True
    )
    return int(said.stdout) * 1024
