"""How the other Python servers are started: as ours is, with its log off."""

import sys
from collections.abc import Sequence

SERVE = """
import os, sys, uvicorn
uvicorn.run(sys.argv[1], factory=True, port=int(os.environ["PORT"]), loop="uvloop",
            http="httptools", server_header=False, access_log=False, log_level="warning")
"""


def uvicorn(factory: str) -> Sequence[str]:
    """The command that serves what `module:function` makes on `PORT`."""
    return [sys.executable, "-c", SERVE, factory]
