"""Which processor runs what: a server has one to itself, its clients and all else another."""

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager

from app.refusal import Refusal

FILES = 500  # that a process opens beside the sockets of its subscribers
FIRST, *OTHERS = sorted(os.sched_getaffinity(0))


def share_out(subscribers: int) -> None:
    """Leave the first processor to servers, and let processes have that many open sockets.

    Holds for what is started from now on. Raises `Refusal` where that cannot be.
    """
    if not OTHERS:
        raise Refusal("a server and its clients need a processor each, and there is one")
    os.sched_setaffinity(0, OTHERS[:1])
    files = subscribers + FILES
    soft, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most != resource.RLIM_INFINITY and most < files:
        raise Refusal(
            f"{subscribers:,} subscribers need {files:,} open files a process, {most:,} is the most"
            " allowed here: raise `ulimit -Hn`, or ask for fewer --subscribers"
        )
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, files), most))


@contextmanager
def for_servers() -> Iterator[None]:
    """What is started in this block runs on the first processor alone."""
    os.sched_setaffinity(0, [FIRST])
    try:
        yield
    finally:
        os.sched_setaffinity(0, OTHERS[:1])
