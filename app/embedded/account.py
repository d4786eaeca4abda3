"""Who a server runs as. PostgreSQL refuses to run as root."""

# ruff: noqa: S603 - the commands are our own

import os
import pwd
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

from app.embedded.errors import CannotStart

PREFERRED = ("postgres", "nobody")


class Account(NamedTuple):
    """A user to become before a server starts; without ids, whoever we are."""

    uid: int | None
    gid: int | None

    @property
    def identity(self) -> dict[str, Any]:
        """What `subprocess` needs to become this user."""
        if self.uid is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def reaches(self, folder: Path) -> bool:
        """Whether this user may enter the folder."""
        return not subprocess.call(
            ["/bin/sh", "-c", 'cd "$1"', "sh", folder],
            cwd="/",
            stderr=subprocess.DEVNULL,
            **self.identity,
        )

    def own(self, path: Path) -> None:
        """Hand a file or folder of ours to this user."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)


OURSELVES = Account(None, None)


def unprivileged(owner_of: Path) -> Account:
    """Ourselves, or if we are root the owner of that folder, else a user without rights.

    Raises `CannotStart` where root finds no such user.
    """
    if os.geteuid() != 0:
        return OURSELVES
    if owner_of.exists():
        status = owner_of.stat()
        return Account(status.st_uid, status.st_gid)
    for name in PREFERRED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise CannotStart(
        "PostgreSQL does not run as root and there is no user postgres or nobody; "
        "start as an ordinary user, or set DATABASE_URL"
    )
