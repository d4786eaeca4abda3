"""What an operator can ask of `production-tool`, and where it is done."""

import argparse
import asyncio
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from app.commands import database
from app.commands.found import FoundOrder, found
from app.commands.import_bookings import ImportOrder, import_bookings
from app.commands.run import run
from app.commands.schema import export, roles
from app.commands.serve import serve
from app.commands.worker import work
from app.output import say
from app.refusal import Refusal
from app.settings import Settings

DESCRIPTION = """
Serves and looks after Production Tool, the booking platform for creative studios.
Settings come from environment variables; docs/operations.md lists them.
"""

FOR_RUN = {"LOG_LEVEL": "warning", "LOG_FORMAT": "console"}
"""What `run` defaults to, so that its banner is what one sees."""

Command = Callable[[Settings, argparse.Namespace], None]

COMMANDS: dict[str, tuple[str, Command]] = {
    "run": ("serve everything on this machine, with demo data", lambda settings, _: run(settings)),
    "serve": ("serve the API from DATABASE_URL", lambda settings, _: serve(settings)),
    "migrate": (
        "bring the schema of MIGRATION_DATABASE_URL to its newest version",
        lambda settings, _: say(asyncio.run(database.migrate(settings))),
    ),
    "seed": (
        "write the demo studios into DATABASE_URL",
        lambda settings, _: say(asyncio.run(database.seed(settings))),
    ),
    "found": (
        "found a studio, in DATABASE_URL or the database of DATA_DIR, and make somebody its owner",
        lambda settings, asked: say(found(settings, _studio(asked))),
    ),
    "worker": (
        "let holds expire when their time has come",
        lambda settings, _: asyncio.run(work(settings)),
    ),
    "import": (
        "book what a CSV file asks for, in DATABASE_URL or the database of DATA_DIR",
        lambda settings, asked: import_bookings(settings, _order(asked)),
    ),
    "schema": (
        "print the GraphQL schema, or what each role may do and see in it",
        lambda _, asked: {"export": export, "roles": roles}[asked.action](),
    ),
}


def obey(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0, or 1 where it was refused. Wrong arguments exit."""
    asked = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        _, command = COMMANDS[asked.command]
        command(Settings.from_env(_environ(asked)), asked)
    except Refusal as refusal:
        sys.stderr.write(f"production-tool: {refusal}\n")
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="production-tool", description=DESCRIPTION)
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name, (meaning, _) in COMMANDS.items():
        command = commands.add_parser(name, help=meaning, description=meaning)
        if name == "serve":
            command.add_argument("--workers", help="server processes, instead of WORKERS")
        if name == "schema":
            command.add_argument("action", choices=["export", "roles"])
        if name == "found":
            _add_found_arguments(command)
        if name == "import":
            _add_import_arguments(command)
    return parser


def _add_found_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("slug", metavar="SLUG", help="the studio's short name, for addresses")
    command.add_argument("--name", required=True, help="what it is called")
    command.add_argument("--time-zone", required=True, metavar="ZONE", help="such as Europe/London")
    command.add_argument("--currency", required=True, metavar="CODE", help="such as GBP")
    command.add_argument(
        "--owner", dest="email", required=True, metavar="EMAIL", help="who owns it and signs in so"
    )
    command.add_argument("--owner-name", metavar="NAME", help="what to call somebody new")


def _studio(asked: argparse.Namespace) -> FoundOrder:
    return FoundOrder(
        slug=asked.slug,
        name=asked.name,
        time_zone=asked.time_zone,
        currency=asked.currency,
        email=asked.email,
        owner_name=asked.owner_name,
    )


def _add_import_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("what", choices=["bookings"])
    command.add_argument("file", type=Path, metavar="FILE.csv")
    command.add_argument("--studio", required=True, metavar="SLUG", help="into which studio")
    command.add_argument(
        "--as", dest="email", required=True, metavar="EMAIL", help="the member who books"
    )
    command.add_argument(
        "--time-zone", required=True, metavar="ZONE", help="of the file's times: Europe/London"
    )
    command.add_argument(
        "--create-missing", action="store_true", help="add artists and projects not there yet"
    )
    command.add_argument("--dry-run", action="store_true", help="write nothing, say what would be")
    command.add_argument(
        "--report", type=Path, metavar="OUT.csv", help="where to write what became of each row"
    )


def _order(asked: argparse.Namespace) -> ImportOrder:
    return ImportOrder(
        file=asked.file,
        studio=asked.studio,
        email=asked.email,
        time_zone=asked.time_zone,
        create_missing=asked.create_missing,
        dry_run=asked.dry_run,
        report=asked.report,
    )


def _environ(asked: argparse.Namespace) -> dict[str, str]:
    """The environment as the command takes it: a variable that is empty was not set."""
    defaults = FOR_RUN if asked.command == "run" else {}
    environ = {name: value for name, value in os.environ.items() if value.strip()}
    workers = getattr(asked, "workers", None)
    return {**defaults, **environ, **({"WORKERS": workers} if workers else {})}
