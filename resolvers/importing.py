"""Taking in a schedule that was kept elsewhere, row by row, as if somebody typed it in."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass, field, replace
from datetime import timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from db.events import current_revision
from db.session import AnyRow
from domain import checks
from domain.actor import Actor
from domain.errors import BookingConflict, ErrorCode, HigherHoldExists, InvalidInput, Refusal
from domain.naming import name_key
from domain.roles import Scope
from domain.schedule_file import PlannedBooking, ScheduleRow
from resolvers.context import Context
from resolvers.desks import BookingDesk, Desk, Rehearsal
from resolvers.known import Known, Named

MOST_ROWS = 500
LONGEST = 3.0
"""Seconds after which a call books no more and leaves the rest to the next."""


class ImportResult(StrEnum):
    """What became of a row, or in a dry run would."""

    CREATED = "created"
    EXISTS = "exists"
    REFUSED = "refused"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row, and why. `booking_id` is the booking made of it, or there already.

    `new_artist` and `new_project` are the names that it adds, even where it is refused.
    """

    row: ScheduleRow
    result: ImportResult
    reason: str | None = None
    code: ErrorCode | None = None
    booking_id: UUID | None = None
    conflicts: Sequence[UUID] = ()
    new_artist: str | None = None
    new_project: str | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the rows of one call. `next_line` is where to go on, None at the end."""

    outcomes: Sequence[Outcome]
    next_line: int | None
    revision: int


Plan = PlannedBooking | InvalidInput
Progress = Callable[[Outcome], None]


async def import_bookings(
    ctx: Context,
    rows: Sequence[ScheduleRow],
    time_zone: str,
    *,
    create_missing: bool = False,
    dry_run: bool = False,
    from_line: int = 1,
    most: int = MOST_ROWS,
    progress: Progress = lambda _: None,
) -> Imported:
    """Book up to `most` rows from `from_line` on in their order, each in its own transaction.

    A row whose external id is booked already is left alone, so a second run changes nothing. A dry
    run writes nothing and locks nothing; it takes the rows before `from_line` into account. Raises
    `InvalidInput` for a wrong time zone and for missing rights, before anything is done.
    """
    _refuse_without_rights(ctx.actor, create_missing=create_missing)
    zone = ZoneInfo(checks.time_zone(time_zone))
    start = sum(row.line < from_line for row in rows)
    part = rows[0 if dry_run else start : start + most]
    plans = await asyncio.to_thread(lambda: [_plan(row, zone) for row in part])
    wanted = [plan for plan in plans if isinstance(plan, PlannedBooking)]
    async with ctx.db.tenant(ctx.actor) as session:
        known = await Known.to(session, wanted)
        desk = await Rehearsal.beside(session, wanted, known.artists) if dry_run else BookingDesk()
    clerk = Clerk(known, desk, create_missing=create_missing, writes=not dry_run)
    outcomes: list[Outcome] = []
    began = time.monotonic()
    for place, (row, plan) in enumerate(zip(part, plans, strict=True)):
        if outcomes and not dry_run and time.monotonic() - began > LONGEST:
            break
        # One instant for each, so that the order of the file is the order of the queue.
        now = ctx.now + timedelta(microseconds=place)
        at = replace(ctx, now=now, tells_conflicts=False)
        outcome = await clerk.take(at, row, plan)
        if row.line >= from_line:
            outcomes.append(outcome)
            progress(outcome)
    async with ctx.db.tenant(ctx.actor) as session:
        revision = await current_revision(session)
    rest = rows[start + len(outcomes) :]
    return Imported(outcomes, rest[0].line if rest else None, revision)


@dataclass(frozen=True, slots=True)
class Found:
    """Whom and what a row means, and which of the two the studio did not have before."""

    artist: Named
    project: Named | None
    adds_artist: bool
    adds_project: bool


@dataclass(slots=True)
class Clerk:
    """Takes one row after the other to the desk, and remembers what there was and came to be."""

    known: Known
    desk: Desk
    _: KW_ONLY
    create_missing: bool
    writes: bool
    _lines: dict[UUID, int] = field(default_factory=dict)

    async def take(self, ctx: Context, row: ScheduleRow, plan: Plan) -> Outcome:
        """Do what the row asks for, as far as it can be done."""
        if isinstance(plan, InvalidInput):
            return _invalid(row, plan)
        if booked := self.known.booked.get(plan.external_id):
            return Outcome(
                row, ImportResult.EXISTS, _difference(booked, plan), booking_id=booked.id
            )
        try:
            found = await self._find(ctx, plan)
        except InvalidInput as refusal:
            return _invalid(row, refusal)
        outcome = await self._book(ctx, row, plan, found)
        return replace(
            outcome,
            new_artist=found.artist.name if found.adds_artist else None,
            new_project=found.project.name if found.project and found.adds_project else None,
        )

    async def _book(
        self, ctx: Context, row: ScheduleRow, plan: PlannedBooking, found: Found
    ) -> Outcome:
        try:
            booking_id = await self.desk.book(ctx, plan, found.artist, found.project)
        except Refusal as refusal:
            return self._refused(row, plan, refusal)
        self._lines[booking_id] = row.line
        return Outcome(
            row,
            ImportResult.CREATED,
            " ".join(plan.remarks) or None,
            booking_id=booking_id if self.writes else None,
        )

    async def _find(self, ctx: Context, plan: PlannedBooking) -> Found:
        """The artist and project of a row, made where missing. Raises `InvalidInput`."""
        artists, projects = self.known.artists, self.known.projects
        artist = artists.find(plan.artist)
        project = projects.find(plan.project) if plan.project else None
        if not self.create_missing:
            if artist is None:
                raise InvalidInput("The studio has no artist of this name.")
            if project is None and plan.project:
                raise InvalidInput("The studio has no project of this name.")
        adds_artist, adds_project = artist is None, project is None and bool(plan.project)
        if artist is None:
            artist = await self.desk.add_artist(ctx, plan.artist)
            artists.add(artist)
        if project is None and plan.project:
            project = await self.desk.add_project(ctx, plan.project, plan.client)
            projects.add(project)
        return Found(artist, project, adds_artist, adds_project)

    def _refused(self, row: ScheduleRow, plan: PlannedBooking, refusal: Refusal) -> Outcome:
        ids = _in_the_way(refusal)
        reason = [refusal.message, *plan.remarks]
        if lines := sorted(self._lines[each] for each in ids if each in self._lines):
            reason.insert(1, f"In the way: line {', '.join(map(str, lines))} of the file.")
        # What a dry run made up exists for nobody else.
        conflicts = ids if self.writes else [each for each in ids if each not in self._lines]
        return Outcome(
            row, ImportResult.REFUSED, " ".join(reason), refusal.code, conflicts=conflicts
        )


def _plan(row: ScheduleRow, zone: ZoneInfo) -> Plan:
    try:
        return row.plan(zone)
    except InvalidInput as refusal:
        return refusal


def _refuse_without_rights(actor: Actor, *, create_missing: bool) -> None:
    needed = {Scope.BOOKINGS_WRITE}
    if create_missing:
        needed |= {Scope.ARTISTS_WRITE, Scope.PROJECTS_WRITE}
    if lacking := sorted(needed - actor.scopes):
        raise InvalidInput(
            f"The import needs the scope {' and '.join(lacking)}.", ("createMissing",)
        )


def _invalid(row: ScheduleRow, refusal: InvalidInput) -> Outcome:
    return Outcome(row, ImportResult.INVALID, refusal.message, refusal.code)


def _in_the_way(refusal: Refusal) -> Sequence[UUID]:
    match refusal:
        case BookingConflict(conflicts=ids) | HigherHoldExists(holds=ids):
            return ids
    return ()


def _difference(booked: AnyRow, plan: PlannedBooking) -> str:
    """That a row is booked already, and in which columns it has changed since."""
    columns = {
        "artist": (booked.artist_key, name_key(plan.artist)),
        "project": (booked.project_key, name_key(plan.project) if plan.project else None),
        "start": (booked.start_time, plan.window.start),
        "end": (booked.end_time, plan.window.end),
        "status": (booked.status, plan.status),
        "notes": (booked.notes, plan.notes),
    }
    changed = [column for column, (there, here) in columns.items() if there != here]
    if not changed:
        return "It is booked already."
    return f"It is booked already and left as it is; it differs in: {', '.join(changed)}."
