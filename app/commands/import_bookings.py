"""`import bookings`: takes in a schedule that was kept elsewhere, from a CSV file."""

import asyncio
import csv
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from uuid_utils.compat import uuid7

from app.commands.database import connected
from app.commands.embedded_database import at_hand
from app.output import say
from app.refusal import Refusal
from app.settings import Settings
from db.session import Database
from domain.actor import Actor
from domain.errors import InvalidInput
from domain.schedule_file import ScheduleFile, decoded
from resolvers.importing import MOST_ROWS, ImportResult, Outcome

ADDED = ("result", "reason", "conflicts")
"""The columns of a report that the file has not."""

Listener = Callable[[Outcome], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOrder:
    """What to import, for whom, and how."""

    file: Path
    studio: str
    email: str
    time_zone: str
    create_missing: bool
    dry_run: bool
    report: Path | None


def import_bookings(settings: Settings, order: ImportOrder) -> None:
    """Book what the file asks for, and say what became of it.

    Rows that cannot be booked are reported. Raises `Refusal` where nothing can be imported.
    """
    from app.logging import configure_logging

    configure_logging(level=settings.log_level, style=settings.log_format)
    try:
        schedule = ScheduleFile.read(decoded(order.file.read_bytes()))
    except OSError as error:
        raise Refusal(f"cannot read {order.file}: {error.strerror}") from None
    except InvalidInput as refusal:
        raise Refusal(f"{order.file}: {refusal.message}") from None
    results: Counter[ImportResult] = Counter()
    began = time.monotonic()
    with (
        at_hand(settings) as ready,
        _report(order, schedule.columns) as write,
        _bar(len(schedule.rows)) as advance,
    ):

        def listen(outcome: Outcome) -> None:
            results[outcome.result] += 1
            write(outcome)
            advance()

        try:
            asyncio.run(_import(ready, order, schedule, listen))
        except InvalidInput as refusal:
            raise Refusal(refusal.message) from None
    say(_summary(order, results, seconds=time.monotonic() - began))


async def _import(
    settings: Settings, order: ImportOrder, schedule: ScheduleFile, listen: Listener
) -> None:
    from db.events import latest_heads
    from resolvers import importing
    from resolvers.context import Context
    from subscriptions.backend import open_backend
    from subscriptions.hub import Hub

    async with connected(settings) as database:
        actor = await _actor(database, order)
        latest = partial(latest_heads, database)
        async with Hub(open_backend(settings.redis_url or None), latest) as hub:
            line: int | None = 1
            while line is not None:
                done = await importing.import_bookings(
                    Context(database, actor, datetime.now(UTC), hub.publish),
                    schedule.rows,
                    order.time_zone,
                    create_missing=order.create_missing,
                    dry_run=order.dry_run,
                    from_line=line,
                    # A dry run goes through all the rows before, so it is done in one piece.
                    most=len(schedule.rows) if order.dry_run else MOST_ROWS,
                    progress=listen,
                )
                line = done.next_line


async def _actor(database: Database, order: ImportOrder) -> Actor:
    from db.queries import founding, identity

    async with database.system() as session:
        if await founding.studio_id(session, order.studio) is None:
            raise Refusal(f"there is no studio {order.studio}")
        members = await identity.members(session, email=order.email, tenant_slug=order.studio)
    if not members:
        raise Refusal(f"{order.email} is no member of {order.studio}")
    return Actor(members[0].tenant_id, members[0].user_id, members[0].role, uuid7())


@contextmanager
def _report(order: ImportOrder, columns: Sequence[str]) -> Iterator[Listener]:
    """Write what became of each row, as soon as it is known, beside the row as it stands."""
    if order.report is None:
        yield lambda _: None
        return
    if order.report.resolve() == order.file.resolve():
        raise Refusal("the report would overwrite the file itself")
    try:
        file = order.report.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise Refusal(f"cannot write {order.report}: {error.strerror}") from None
    with file:
        own = [place for place, name in enumerate(columns) if name.strip().lower() not in ADDED]
        writer = csv.writer(file)
        writer.writerow([*(columns[place] for place in own), *ADDED])

        def write(outcome: Outcome) -> None:
            cells = outcome.row.cells
            writer.writerow(
                [
                    *(cells[place] if place < len(cells) else "" for place in own),
                    outcome.result,
                    _reason(outcome),
                    " ".join(map(str, outcome.conflicts)),
                ]
            )

        yield write


@contextmanager
def _bar(total: int) -> Iterator[Callable[[], None]]:
    """Show how far it is, where somebody watches."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("Importing", total=total)
        yield lambda: progress.advance(task)


def _reason(outcome: Outcome) -> str:
    refused = outcome.result is ImportResult.REFUSED
    return f"{outcome.code}: {outcome.reason}" if refused else outcome.reason or ""


def _summary(order: ImportOrder, results: Counter[ImportResult], *, seconds: float) -> str:
    counts = ", ".join(f"{results[result]:,} {result}" for result in ImportResult)
    done = "Rehearsed, nothing was written" if order.dry_run else "Imported"
    where = f"\nRow by row: {order.report}" if order.report else ""
    return f"{done}: {results.total():,} rows, {counts}, in {seconds:.1f} seconds.{where}"
