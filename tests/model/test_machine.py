"""Every operation on bookings, in any order, by several people, while time passes.

To add an operation, add a rule: it awaits the use case through `_do`. What it may do to a booking
stands in `TRANSITIONS`.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from db.migrate import Urls
from db.session import Database
from domain.booking import BookingStatus
from domain.challenge import ChallengeAnswer
from domain.draft import Draft
from domain.errors import Refusal
from domain.project import ConfirmedBookings
from domain.roles import Role
from domain.split import Cut
from resolvers import (
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
from resolvers.bulk import BulkMove, BulkStep, StepVerb
from resolvers.change import Saved, SavedBookings
from tests.factories import NINE, Studio, found_studio
from tests.model.draws import (
    answers,
    instants,
    number,
    override,
    owners,
    people,
    some,
    statuses,
    times,
)
from tests.model.invariants import CANCELLED, Ledger, check

EXAMPLES, STEPS = 60, 50
OPERATION = "hypothesis_stateful_rule"


@dataclass
class Stage:
    """Where the machines run: a loop and a database of their own, a new studio for each."""

    loop: asyncio.AbstractEventLoop
    db: Database
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)

    def run(self, awaitable: Awaitable[Any]) -> Any:
        return self.loop.run_until_complete(awaitable)


@pytest.fixture
def stage(urls: Urls) -> Iterator[Stage]:
    loop = asyncio.new_event_loop()
    database = Database(urls.app_url, pool_size=2)
    yield Stage(loop, database)
    loop.run_until_complete(database.close())
    loop.close()


class Calendar(RuleBasedStateMachine):
    """A studio with three artists in two time zones, and three projects: the last one ends."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.stage = stage
        self.ledger = Ledger()
        self.bookings: list[UUID] = []
        self.revisions: list[int] = [0]
        self.studio: Studio = stage.run(found_studio(stage.db, f"s{uuid4().hex}"))
        self.artists: list[UUID] = [
            stage.run(self.studio.artist(zone, time_zone=zone))
            for zone in ("Europe/London", "America/New_York", "Europe/London")
        ]
        names = ("Feature", "Series", "Trailer")
        self.projects: list[UUID | None] = [
            None,
            *(stage.run(self.studio.project(name)) for name in names),
        ]
        self._refused = False
        self.has_ended = False
        for place in range(6):
            start = NINE + timedelta(hours=2 * (place // 3))
            self.create(
                artist=place,
                project=place,
                time={"start_time": start, "end_time": start + timedelta(hours=3)},
                status=BookingStatus.PENCIL if place == 0 else BookingStatus.HOLD,
                lives=None if place % 2 else 3,
                who=Role.MANAGER,
                why=None,
            )
        stage.run(self.ledger.read_on(self.studio))
        for which in range(2):
            self.challenge(which=which, who=Role.ADMIN)
        stage.run(self.ledger.read_on(self.studio))

    # Operations ----------------------------------------------------------------------------------

    @rule(
        artist=number,
        project=number,
        time=times,
        status=statuses,
        lives=st.sampled_from([None, 1, 3]),
        who=people,
        why=override,
    )
    def create(
        self,
        artist: int,
        project: int,
        time: Any,
        status: Any,
        lives: int | None,
        who: Role,
        why: str | None,
    ) -> None:
        ends = lives and status is BookingStatus.HOLD
        draft = Draft(
            artist_id=self._artist(artist),
            project_id=self._project(project),
            status=status,
            expires_at=self.studio.now + timedelta(hours=lives or 0) if ends else None,
            **time,
        )
        self._do("create", bookings.create_booking(self._as(who), draft, override=why))

    @rule(which=number, time=times, who=people, why=override)
    def move(self, which: int, time: Any, who: Role, why: str | None) -> None:
        self._update("move", which, time, who, why)

    @rule(which=number, end=instants, who=people)
    def resize(self, which: int, end: Any, who: Role) -> None:
        self._update("resize", which, {"end_time": end}, who, None)

    @rule(which=number, artist=number, who=people, why=override)
    def reassign(self, which: int, artist: int, who: Role, why: str | None) -> None:
        self._update("reassign", which, {"artist_id": self._artist(artist)}, who, why)

    @rule(which=number, project=number, who=people)
    def give_other_work(self, which: int, project: int, who: Role) -> None:
        self._update("give_other_work", which, {"project_id": self._project(project)}, who, None)

    @rule(which=number, who=people, why=override)
    def pencil(self, which: int, who: Role, why: str | None) -> None:
        step = booking_steps.pencil_booking(
            self._as(who), self._booking(which), reason="Rain", override=why
        )
        self._do("pencil", step)

    @rule(which=number, who=people, why=override)
    def confirm(self, which: int, who: Role, why: str | None) -> None:
        step = booking_steps.confirm_booking(self._as(who), self._booking(which), override=why)
        self._do("confirm", step)

    @rule(which=number, who=people)
    def release(self, which: int, who: Role) -> None:
        step = booking_steps.release_booking(self._as(who), self._booking(which), reason="Rain")
        self._do("release", step)

    @rule(which=number, who=people)
    def cancel(self, which: int, who: Role) -> None:
        step = booking_steps.cancel_booking(self._as(who), self._booking(which), reason="Rain")
        self._do("cancel", step)

    @rule(which=number, who=people)
    def restore(self, which: int, who: Role) -> None:
        self._do("restore", booking_steps.restore_booking(self._as(who), self._booking(which)))

    @rule(which=number, who=people)
    def expire(self, which: int, who: Role) -> None:
        self._do("expire", holds.expire_booking(self._as(who), self._booking(which)))

    @rule(which=number, at=instants, who=people)
    def split(self, which: int, at: Any, who: Role) -> None:
        divided = splitting.split_booking(self._as(who), self._booking(which), Cut(at=at))
        self._do("split", divided)

    @rule(which=number, stretch=times, who=people)
    def cut_out(self, which: int, stretch: Any, who: Role) -> None:
        cut = splitting.split_booking(self._as(who), self._booking(which), Cut(**stretch))
        self._do("cut_out", cut)

    @rule(which=number, time=times, status=statuses, artist=number, who=people)
    def duplicate(self, which: int, time: Any, status: Any, artist: int, who: Role) -> None:
        changes = {**time, "artist_id": self._artist(artist)}
        copy = copies.duplicate_booking(self._as(who), self._booking(which), changes, status=status)
        self._do("duplicate", copy)

    @rule(which=some, days=st.integers(-2, 2), who=people, why=override)
    def shift_by_days(self, which: set[int], days: int, who: Role, why: str | None) -> None:
        self._bulk("shift_by_days", which, BulkMove(days=days), who, why)

    @rule(which=some, hours=st.integers(-3, 3), who=people, why=override)
    def shift_by_hours(self, which: set[int], hours: int, who: Role, why: str | None) -> None:
        self._bulk("shift_by_hours", which, BulkMove(duration=timedelta(hours=hours)), who, why)

    @rule(which=some, artist=number, who=people)
    def reassign_many(self, which: set[int], artist: int, who: Role) -> None:
        self._bulk("reassign_many", which, BulkMove(artist_id=self._artist(artist)), who, None)

    @rule(which=some, verb=st.sampled_from(list(StepVerb)), who=people, why=override)
    def step_together(self, which: set[int], verb: StepVerb, who: Role, why: str | None) -> None:
        self._bulk(f"{verb}_many", which, BulkStep(verb, "Rain"), who, why)

    @rule(which=number, who=people, lives=st.sampled_from([None, 1, 30]))
    def hold_again(self, which: int, who: Role, lives: int | None) -> None:
        ctx = self._as(who)
        until = self.studio.now + timedelta(hours=lives) if lives else None
        step = booking_steps.hold_booking(ctx, self._booking(which), expires_at=until)
        self._do("hold_again", step)

    @rule(which=number, who=people, lives=st.sampled_from([None, 1, 30]))
    def extend(self, which: int, who: Role, lives: int | None) -> None:
        ctx = self._as(who)
        until = self.studio.now + timedelta(hours=lives) if lives else None
        self._do("extend", holds.extend_hold(ctx, self._booking(which), expires_at=until))

    @rule(which=number, who=people)
    def decline(self, which: int, who: Role) -> None:
        booking_id = self._booking(which)
        step = booking_steps.decline_booking(self._as(who), booking_id, reason="Ill")
        self._do("decline", step)

    @precondition(lambda self: self.ledger.rivalries(at=self.studio.now))
    @rule(which=number, who=people)
    def challenge(self, which: int, who: Role) -> None:
        pairs = self.ledger.rivalries(at=self.studio.now)
        challenger, challenged = pairs[which % len(pairs)]
        opened = challenges.challenge_hold(self._as(who), challenger, challenged)
        self._do("challenge", opened, of_booking=False)

    @precondition(lambda self: self.ledger.open_challenges)
    @rule(which=number, answer=answers, who=owners, why=override)
    def answer(self, which: int, answer: ChallengeAnswer, who: Role, why: str | None) -> None:
        ended = challenges.answer_challenge(
            self._as(who), self._challenge(which), answer, override=why
        )
        self._do("answer", ended, of_booking=False)

    @precondition(lambda self: self.ledger.open_challenges)
    @rule(which=number, who=people)
    def withdraw(self, which: int, who: Role) -> None:
        ended = challenges.withdraw_challenge(self._as(who), self._challenge(which))
        self._do("withdraw", ended, of_booking=False)

    @precondition(lambda self: self.ledger.open_challenges)
    @rule(which=number)
    def time_out(self, which: int) -> None:
        self.wait(minutes=7 * 24 * 60)
        ended = challenges.time_out_challenge(self._as(Role.OWNER), self._challenge(which))
        self._do("time_out", ended, of_booking=False)

    @precondition(lambda self: not self.has_ended)
    @rule(how=st.sampled_from([None, *ConfirmedBookings]), who=people)
    def end_project(self, how: ConfirmedBookings | None, who: Role) -> None:
        self._project_becomes("end_project", "completed", who, how)
        if not self._refused:
            self.has_ended = True
            self.stage.run(self.ledger.read_on(self.studio))
            left = self.ledger.tentative(self.projects[-1], at=self.studio.now)
            assert not left, "a hold or pencil has outlived its project"

    @precondition(lambda self: self.has_ended)
    @rule(who=people)
    def reopen_project(self, who: Role) -> None:
        self.has_ended = False
        self._project_becomes("reopen_project", "active", who, None)

    @rule(back=st.integers(0, 3), who=people)
    def undo(self, back: int, who: Role) -> None:
        revision = self.revisions[-1 - min(back, len(self.revisions) - 1)]
        self._do("undo", undoing.undo(self._as(who), revision, reason="A slip"))

    @rule(minutes=st.sampled_from([30, 90, 60 * 25]))
    def wait(self, minutes: int) -> None:
        self.studio = self.studio.at(self.studio.now + timedelta(minutes=minutes))

    # What always holds ---------------------------------------------------------------------------

    @invariant()
    def everything_is_in_order(self) -> None:
        new = self.stage.run(self.ledger.read_on(self.studio))
        assert not (self._refused and new), "what was refused has left a trace"
        self.stage.run(check(self.studio, self.ledger))

    # How -----------------------------------------------------------------------------------------

    def _do(self, name: str, deed: Awaitable[Saved], *, of_booking: bool = True) -> None:
        try:
            saved: Saved = self.stage.run(deed)
        except Refusal as refusal:
            self._refused = True
            self.stage.refused[type(refusal).__name__] += 1
            return
        self._refused = False
        self.stage.done[name] += 1
        self.revisions.append(saved.revision)
        if not of_booking:
            return
        for booking_id in saved.ids if isinstance(saved, SavedBookings) else [saved.id]:
            if booking_id not in self.bookings:
                self.bookings.append(booking_id)

    def _project_becomes(
        self, name: str, status: str, who: Role, how: ConfirmedBookings | None
    ) -> None:
        project_id = self.projects[-1]
        assert project_id is not None
        change = projects.update_project(
            self._as(who), project_id, {"status": status}, confirmed=how
        )
        self._do(name, change, of_booking=False)

    def _update(
        self, name: str, which: int, changes: dict[str, Any], who: Role, why: str | None
    ) -> None:
        update = bookings.update_booking(self._as(who), self._booking(which), changes, override=why)
        self._do(name, update)

    def _bulk(self, name: str, which: set[int], action: Any, who: Role, why: str | None) -> None:
        versions = dict.fromkeys(self._booking(each) for each in which)
        self._do(name, bulk.bulk_update_bookings(self._as(who), versions, action, override=why))

    def _as(self, who: Role) -> Any:
        # Everything takes its time, so that holds run out.
        self.studio = self.studio.at(self.studio.now + timedelta(minutes=10))
        return self.studio.context(who)

    def _booking(self, which: int) -> UUID:
        """Mostly one that has not ended; the newest are the first."""
        state = self.ledger.state
        live = [each for each in self.bookings if state[each][1]["status"] != CANCELLED]
        among = live if which < 10 and live else self.bookings
        return among[-1 - which % len(among)] if among else uuid4()

    def _challenge(self, which: int) -> UUID:
        """Mostly one that is open; the newest are the first."""
        live = self.ledger.open_challenges
        among = live if which < 10 and live else [*self.ledger.challenges]
        return among[-1 - which % len(among)]

    def _artist(self, which: int) -> UUID:
        return self.artists[which % len(self.artists)]

    def _project(self, which: int) -> UUID | None:
        return self.projects[which % len(self.projects)]


def test_whatever_is_done_in_whatever_order_the_invariants_hold(stage: Stage) -> None:
    class Machine(Calendar):
        def __init__(self) -> None:
            super().__init__(stage)

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    operations = {name for name, value in vars(Calendar).items() if hasattr(value, OPERATION)}
    assert len(stage.done) > len(operations) * 0.7, stage.done
    assert stage.done.total() > stage.refused.total() / 2, (stage.done, stage.refused)
