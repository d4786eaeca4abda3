"""The machine and the programs of a run, for whoever reads its figures."""

import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("strawberry-graphql", "graphql-core", "starlette", "uvicorn", "sqlalchemy", "asyncpg")


def describe(postgres: str, node: Path) -> str:
    """One line each for the machine, the servers and the libraries."""
    libraries = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    said = subprocess.run([node, "--version"], capture_output=True, check=True, text=True)  # noqa: S603 - our own
    return "\n".join(
        [
            f"- {datetime.now(UTC):%Y-%m-%d}; {_processor()}, {os.cpu_count()} cores, "
            f"{_memory():.0f} GB; {platform.system()} {platform.release()}",
            f"- PostgreSQL {postgres}, Python {platform.python_version()}, "
            f"Node.js {said.stdout.strip().removeprefix('v')}",
            f"- {libraries}",
        ]
    )


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _memory() -> float:
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9
