"""`production-tool`: what an operator can do. Settings come from the environment."""

import argparse
import asyncio
import os
import signal
import sys
from collections.abc import Callable, Sequence

from app.commands import database
from app.commands.run import run
from app.commands.schema import export
from app.commands.serve import serve
from app.commands.worker import work
from app.refusal import Refusal
from app.settings import Settings

INTERRUPTED = 130  # what a shell reports of a program that Ctrl-C ended

COMMANDS: dict[str, tuple[str, Callable[[Settings], None]]] = {
    "run": ("serve everything on this machine, with demo data", run),
    "serve": ("serve the API from DATABASE_URL", serve),
    "migrate": (
        "bring the schema of MIGRATION_DATABASE_URL to its newest version",
        lambda settings: asyncio.run(database.migrate(settings)),
    ),
    "seed": (
        "write the demo studios into DATABASE_URL",
        lambda settings: asyncio.run(database.seed(settings)),
    ),
    "worker": (
        "let holds expire when their time has come",
        lambda settings: asyncio.run(work(settings)),
    ),
    "schema": ("print the GraphQL schema", lambda _: export()),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0, 1 where it was refused, 2 for wrong arguments."""
    asked = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        _, command = COMMANDS[asked.command]
        command(Settings.from_env({**os.environ, **_overrides(asked)}))
    except Refusal as refusal:
        sys.stderr.write(f"production-tool: {refusal}\n")
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="production-tool", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name, (meaning, _) in COMMANDS.items():
        command = commands.add_parser(name, help=meaning, description=meaning)
        if name == "serve":
            command.add_argument("--workers", help="server processes, instead of WORKERS")
        if name == "schema":
            command.add_argument("action", choices=["export"])
    return parser


def _overrides(asked: argparse.Namespace) -> dict[str, str]:
    workers = getattr(asked, "workers", None)
    return {"WORKERS": workers} if workers else {}


if __name__ == "__main__":
    sys.exit(main())
