"""Files of a development server that hold a secret."""

import os
from collections.abc import Callable
from pathlib import Path


def ensure_private_file(path: Path, make: Callable[[], bytes]) -> Path:
    """Write what `make` makes to `path`, for us alone to read, unless there is something."""
    if not path.exists():
        unfinished = path.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        private = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(private, "wb") as file:
            file.write(make())
        unfinished.rename(path)
    return path
