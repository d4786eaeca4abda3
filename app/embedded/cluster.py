"""The folder that holds PostgreSQL's data and what we remember about it."""

import fcntl
import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from app.embedded.account import Account, unprivileged
from app.embedded.binaries import COPIES
from app.embedded.errors import CannotStart, FolderInUse
from app.embedded.ports import LOOPBACK


class Cluster(NamedTuple):
    """`<DATA_DIR>/postgres`, or the folder it links to; the data in it belong to `account`."""

    folder: Path
    account: Account

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    @property
    def major(self) -> int | None:
        """The version of PostgreSQL that made the data; None before there are any."""
        version = self.data / "PG_VERSION"
        return int(version.read_text()) if version.exists() else None

    @property
    def port(self) -> int:
        """The port it listened on last; 0 before it ever did."""
        remembered = self.folder / "port"
        return int(remembered.read_text() or 0) if remembered.exists() else 0

    def remember_port(self, port: int) -> None:
        (self.folder / "port").write_text(str(port))

    @property
    def password_file(self) -> Path:
        return self.folder / "password"

    @property
    def password(self) -> str:
        """The superuser's password; raises `CannotStart` where it is lost."""
        try:
            return self.password_file.read_text()
        except FileNotFoundError:
            raise CannotStart(
                f"{self.password_file} is missing; put it back, or move {self.data} away"
            ) from None

    @property
    def superuser_url(self) -> str:
        """The superuser's way in, at the port it listened on last."""
        return f"postgresql://postgres:{self.password}@{LOOPBACK}:{self.port}/postgres"

    def make_up_password(self) -> None:
        """Write a new password, for PostgreSQL's user and us alone to read."""
        self.password_file.unlink(missing_ok=True)
        private = os.open(self.password_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(private, "w") as file:
            file.write(secrets.token_urlsafe(24))
        self.account.own(self.password_file)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep the folder to this process; raises `FolderInUse` if another has it."""
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            raise FolderInUse(f"{self.folder} is in use by another run; stop that one") from None
        try:
            yield
        finally:
            os.close(handle)

    def last_words(self) -> str:
        """What PostgreSQL said last, in one line."""
        lines = self.log.read_text(errors="replace").strip().splitlines()
        return f"{' / '.join(lines[-3:])} (log: {self.log})"


def open_cluster(data_dir: Path) -> Cluster:
    """Find or make the folder; where root's PostgreSQL cannot reach `data_dir`, link to one it can.

    Raises `CannotStart` if we may not write there.
    """
    home = data_dir.resolve() / "postgres"
    account = unprivileged(owner_of=home / "data")
    try:
        if not home.exists():
            _make(home, account)
    except OSError as error:
        raise CannotStart(f"cannot make {home}: {error.strerror}; set DATA_DIR") from None
    if not os.access(home, os.W_OK):
        raise CannotStart(f"{home} belongs to another user; start as that one, or set DATA_DIR")
    return Cluster(home.resolve(), account)


def _make(home: Path, account: Account) -> None:
    home.parent.mkdir(parents=True, exist_ok=True)
    if account.reaches(home.parent):
        folder = home
    else:
        COPIES.mkdir(parents=True, exist_ok=True)
        COPIES.chmod(0o755)
        folder = (
            COPIES
            / f"{home.parent.name.lstrip('.')}-{hashlib.sha256(bytes(home)).hexdigest()[:12]}"
        )
        home.unlink(missing_ok=True)  # a link whose folder is gone
        home.symlink_to(folder)
    folder.mkdir(exist_ok=True)
    folder.chmod(0o755)  # ours, so that nobody else plants links in it; the data are private
