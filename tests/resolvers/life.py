"""A studio's life at random: every use case, over and over, with refusals as in real life."""

import random
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from types import ModuleType
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from db import tables
from domain.booking import BookingStatus
from domain.challenge import ChallengeAnswer
from domain.draft import Draft
from domain.errors import BookingConflict, Refusal
from domain.project import ConfirmedBookings, Employment, ProjectStatus
from domain.roles import Role
from domain.split import Cut
from resolvers import (
    artists,
    booking_steps,
    bookings,
    bulk,
    challenges,
    copies,
    holds,
    projects,
    splitting,
    undoing,
)
from resolvers.bulk import BulkMove
from resolvers.change import Saved, SavedBookings, change
from tests.factories import Studio, hours

SOMETIMES = 0.15
PLANNERS = (Role.OWNER, Role.ADMIN, Role.MANAGER, Role.MANAGER, Role.MANAGER)


@dataclass
class Life:
    """What happens in a studio. Several lives may share one, each with its own chance."""

    studio: Studio
    chance: random.Random
    artists: list[UUID] = field(default_factory=list)
    projects: list[UUID] = field(default_factory=list)
    phases: list[UUID] = field(default_factory=list)
    bookings: list[UUID] = field(default_factory=list)
    challenges: list[UUID] = field(default_factory=list)
    tells: bool = False
    """Whether it announces what runs out, too."""
    saved: list[Saved] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)

    async def begin(self) -> None:
        """Two of everything that bookings need."""
        for _ in range(2):
            await self._take("create_artist")
            await self._take("create_project")
            await self._take("create_phase")

    async def go_on(self, steps: int) -> None:
        """Take random steps; time passes, now and then so much that holds run out."""
        for _ in range(steps):
            hours_passed = 20 if self._sometimes() else 0.25
            self.studio = self.studio.at(self.studio.now + timedelta(hours=hours_passed))
            (verb,) = self.chance.choices(list(VERBS), weights=list(VERBS.values()))
            await self._take(verb)
            if self.tells:
                await self._announce()

    async def do_everything(self) -> None:
        """Take steps until each has gone through, then all that is told of beside them."""
        while missing := [verb for verb in VERBS if not self.done[verb]]:
            assert self.done.total() + self.refused.total() < 2_000, missing
            for verb in ("create_booking", "challenge_hold", *missing):
                self.studio = self.studio.at(self.studio.now + timedelta(minutes=15))
                await self._take(verb)
        artist = await self.studio.artist()
        hold = await self.studio.book(artist, expires_at=self.studio.now + timedelta(hours=3))
        await self.studio.book(artist, status=BookingStatus.PENCIL, **hours(1, 2))
        clash = Draft(artist_id=artist, status=BookingStatus.CONFIRMED, **hours(0, 2))
        with pytest.raises(BookingConflict):
            await bookings.create_booking(self.studio.context(), clash, override="They agreed")
        await self.studio.book(artist)
        self.studio = self.studio.at(self.studio.now + timedelta(hours=2.5))
        await self._announce()
        await booking_steps.release_booking(self.studio.context(), hold, reason="Rain")

    async def _take(self, verb: str) -> None:
        deed: Awaitable[Saved] = getattr(self, f"_{verb}")()
        try:
            saved = await deed
        except Refusal as refusal:
            self.refused[type(refusal).__name__] += 1
        else:
            self.saved.append(saved)
            self.done[verb] += 1

    # Artists and projects ------------------------------------------------------------------------

    async def _create_artist(self) -> Saved:
        saved = await artists.create_artist(self._ctx, {"name": "Bo", **self._artist()})
        self.artists.append(saved.id)
        return saved

    async def _update_artist(self) -> Saved:
        return await artists.update_artist(self._ctx, self._one(self.artists), self._artist())

    async def _archive_artist(self) -> Saved:
        return await artists.archive_artist(self._ctx, self._one(self.artists))

    async def _restore_artist(self) -> Saved:
        return await artists.restore_artist(self._ctx, self._one(self.artists))

    async def _link_artist(self) -> Saved:
        user = self.chance.choice([None, *self.studio.members.values()])
        return await artists.link_artist(self._ctx, self._one(self.artists), user)

    async def _create_project(self) -> Saved:
        saved = await projects.create_project(self._ctx, {"name": "Tidepool", **self._project()})
        self.projects.append(saved.id)
        return saved

    async def _update_project(self) -> Saved:
        confirmed = self.chance.choice([None, *ConfirmedBookings])
        return await projects.update_project(
            self._ctx, self._one(self.projects), self._project(), confirmed=confirmed
        )

    async def _create_phase(self) -> Saved:
        saved = await projects.create_phase(
            self._ctx, self._one(self.projects), {"name": "Delivery", **self._work()}
        )
        self.phases.append(saved.id)
        return saved

    async def _update_phase(self) -> Saved:
        changes = {"position": self.chance.randrange(5), **self._work()}
        return await projects.update_phase(self._ctx, self._one(self.phases), changes)

    # Bookings ------------------------------------------------------------------------------------

    async def _create_booking(self) -> Saved:
        draft = Draft(
            artist_id=self._one(self.artists),
            status=self.chance.choice(list(BookingStatus)),
            project_id=self._maybe(self.projects),
            phase_id=self._one(self.phases) if self._sometimes() else None,
            notes=self.chance.choice([None, "Red tent"]),
            **self._time(),
        )
        saved = await bookings.create_booking(
            self._ctx,
            draft,
            booking_id=self._one(self.bookings) if self._sometimes() else uuid4(),
            override=self._override(),
        )
        self.bookings.append(saved.id)
        return saved

    async def _update_booking(self) -> Saved:
        possible: dict[str, Any] = {
            **self._time(),
            "artist_id": self._one(self.artists),
            "project_id": self._maybe(self.projects),
            "phase_id": self._maybe(self.phases),
            "notes": self.chance.choice([None, "Red tent", "Blue tent"]),
        }
        names = self.chance.sample(list(possible), k=self.chance.randint(1, 3))
        return await bookings.update_booking(
            self._ctx,
            self._one(self.bookings),
            {name: possible[name] for name in names},
            expected_version=1 if self._sometimes() else None,
            override=self._override(),
        )

    async def _pencil_booking(self) -> Saved:
        return await booking_steps.pencil_booking(
            self._ctx, self._one(self.bookings[-12:]), reason="Rain", override=self._override()
        )

    async def _confirm_booking(self) -> Saved:
        return await booking_steps.confirm_booking(
            self._ctx, self._one(self.bookings), override=self._override()
        )

    async def _release_booking(self) -> Saved:
        newest = self._one(self.bookings[-6:])
        return await booking_steps.release_booking(self._ctx, newest, reason="Not needed")

    async def _cancel_booking(self) -> Saved:
        return await booking_steps.cancel_booking(
            self._ctx, self._one(self.bookings), reason="Rain"
        )

    async def _restore_booking(self) -> Saved:
        return await booking_steps.restore_booking(self._ctx, self._one(self.bookings))

    async def _hold_booking(self) -> Saved:
        return await booking_steps.hold_booking(self._ctx, self._one(self.bookings[-12:]))

    async def _decline_booking(self) -> Saved:
        newest = self._one(self.bookings[-6:])
        return await booking_steps.decline_booking(self._ctx, newest, reason="A wedding")

    # Many at once, and more of the same ----------------------------------------------------------

    async def _split_booking(self) -> Saved:
        cut = Cut(at=self._time()["end_time"] - timedelta(hours=1))
        return self._kept(
            await splitting.split_booking(self._ctx, self._one(self.bookings[-12:]), cut)
        )

    async def _duplicate_booking(self) -> Saved:
        saved = await copies.duplicate_booking(
            self._ctx, self._one(self.bookings), self._time(), override=self._override()
        )
        self.bookings.append(saved.id)
        return saved

    async def _bulk_update_bookings(self) -> Saved:
        count = self.chance.choice([1, 3])
        some = dict.fromkeys(self._one(self.bookings[-12:]) for _ in range(count))
        days = self.chance.choice([-1, 1])
        return await bulk.bulk_update_bookings(
            self._ctx, some, BulkMove(days=days), override=self._override()
        )

    async def _undo(self) -> Saved:
        last = self.saved[-1].revision if self.saved else 0
        return self._kept(await undoing.undo(self._ctx, last, reason="A slip"))

    def _kept(self, saved: SavedBookings) -> Saved:
        self.bookings += [each for each in saved.ids if each not in self.bookings]
        return saved

    # Holds ---------------------------------------------------------------------------------------

    async def _expire_booking(self) -> Saved:
        return await holds.expire_booking(self._ctx, self._one(self.bookings))

    async def _extend_hold(self) -> Saved:
        return await holds.extend_hold(
            self._ctx, self._one(self.bookings[-6:]), never_expires=self._sometimes()
        )

    async def _challenge_hold(self) -> Saved:
        draft = Draft(artist_id=self._one(self.artists), **self._time())
        pair = []
        for project_id in (self._one(self.projects), None, None):
            wanted = replace(draft, project_id=project_id)
            made = await bookings.create_booking(self._ctx, wanted)
            self.saved.append(made)
            pair.append(made.id)
        self.bookings += pair
        first, second, _ = pair
        saved = await challenges.challenge_hold(self._ctx, second, first)
        self.challenges.append(saved.id)
        return saved

    async def _answer_challenge(self) -> Saved:
        answer = self.chance.choice(list(ChallengeAnswer))
        challenge = self._one(self.challenges[-3:])
        admin = self.studio.context(Role.ADMIN)
        return await challenges.answer_challenge(
            admin, challenge, answer, override=self._override()
        )

    async def _withdraw_challenge(self) -> Saved:
        return await challenges.withdraw_challenge(self._ctx, self._one(self.challenges[-3:]))

    async def _time_out_challenge(self) -> Saved:
        later = self.studio.at(self.studio.now + timedelta(days=7)).context()
        return await challenges.time_out_challenge(later, self._one(self.challenges[-3:]))

    async def _announce(self) -> None:
        """What runs out soon is told, as the clockwork does."""
        soon = select(tables.bookings.c.id).where(
            tables.bookings.c.status == BookingStatus.HOLD.value,
            tables.bookings.c.notice_due_at <= self.studio.now,
            tables.bookings.c.expires_at > self.studio.now,
        )
        for (booking_id,) in await self._rows(soon):
            self.saved.append(await change(holds.announce_expiry)(self._ctx, booking_id))

    async def _rows(self, query: Any) -> list[Any]:
        async with self.studio.db.tenant(self.studio.actor()) as session:
            return [tuple(row) for row in await session.execute(query)]

    # Chance --------------------------------------------------------------------------------------

    @property
    def _ctx(self) -> Any:
        return self.studio.context(self.chance.choice(PLANNERS))

    def _sometimes(self) -> bool:
        return self.chance.random() < SOMETIMES

    def _one(self, ids: Sequence[UUID]) -> UUID:
        return self.chance.choice(ids) if ids else uuid4()

    def _maybe(self, ids: Sequence[UUID]) -> UUID | None:
        return self._one(ids) if self.chance.random() < 0.5 else None

    def _override(self) -> str | None:
        return "They agreed" if self.chance.random() < 0.5 else None

    def _time(self) -> dict[str, Any]:
        start = self.chance.randrange(6)
        return hours(start, start + self.chance.randint(1, 3), day=self.chance.randrange(3))

    def _artist(self) -> dict[str, Any]:
        return {
            "employment": self.chance.choice(list(Employment)).value,
            "time_zone": self.chance.choice(["Europe/London", "Asia/Kolkata"]),
            "hourly_rate": self._amount(),
            "specialties": self.chance.sample(["FX", "Rigging", "Editorial"], k=2),
        }

    def _project(self) -> dict[str, Any]:
        statuses = list(ProjectStatus)[:3] * 3 + list(ProjectStatus)
        return {
            "status": self.chance.choice(statuses).value,
            "manager_id": self.chance.choice([None, self.studio.members[Role.MANAGER]]),
            **self._work(),
        }

    def _work(self) -> dict[str, Any]:
        first = date(2027, 3, 1) + timedelta(days=self.chance.randrange(30))
        return {
            "start_date": self.chance.choice([None, first]),
            "end_date": first + timedelta(days=self.chance.randint(-1, 30)),
            "budget": self._amount(),
            "budget_hours": self._amount(),
        }

    def _amount(self) -> Decimal | None:
        return self.chance.choice([None, Decimal(self.chance.randrange(10_000)) / 100])


VERBS = {
    "create_artist": 1,
    "update_artist": 1,
    "archive_artist": 0.5,
    "restore_artist": 2,
    "link_artist": 1,
    "create_project": 1,
    "update_project": 2,
    "create_phase": 1,
    "update_phase": 1,
    "create_booking": 8,
    "update_booking": 8,
    "pencil_booking": 3,
    "confirm_booking": 3,
    "release_booking": 4,
    "cancel_booking": 2,
    "restore_booking": 2,
    "hold_booking": 2,
    "decline_booking": 1,
    "split_booking": 2,
    "duplicate_booking": 2,
    "bulk_update_bookings": 2,
    "undo": 2,
    "expire_booking": 3,
    "extend_hold": 3,
    "challenge_hold": 8,
    "answer_challenge": 3,
    "withdraw_challenge": 4,
    "time_out_challenge": 4,
}
"""Every use case, and how often it happens."""

USE_CASES: dict[str, Callable[..., Awaitable[Saved]]] = {
    name: member
    for module in tuple(globals().values())
    if isinstance(module, ModuleType) and module.__name__.startswith("resolvers.")
    for name, member in vars(module).items()
    if hasattr(member, "__wrapped__")
}
"""The same, as the modules have them that this one imports."""
