"""Every step from every status, and what each of them minds."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given

from domain import lifecycle
from domain.booking import BLOCKING, Booking, BookingStatus, EndReason
from domain.errors import (
    BookingConflict,
    DomainError,
    HigherHoldExists,
    HoldExpired,
    InvalidInput,
    InvalidTransition,
)
from domain.lifecycle import Decision, WarningCode
from tests.domain.calendars import FEATURE, NOW, SERIES, at, booking, calendars, window

HOLD, PENCIL = BookingStatus.HOLD, BookingStatus.PENCIL
CONFIRMED, CANCELLED = BookingStatus.CONFIRMED, BookingStatus.CANCELLED

STATES = {
    "hold": booking(status=HOLD, expires=61),
    "expired hold": booking(status=HOLD, expires=60),
    "pencil": booking(status=PENCIL),
    "confirmed": booking(status=CONFIRMED),
    "cancelled": booking(status=CANCELLED),
    # What the clockwork has ended is refused as it was before.
    "ended hold": replace(booking(status=CANCELLED), end_reason=EndReason.EXPIRED),
}

Step = Callable[[Booking], Decision]
STEPS: dict[str, Step] = {
    "change": lambda b: lifecycle.change(
        b, replace(b, window=window(1, 9)), [], at=NOW, override=False
    ),
    "pencil": lambda b: lifecycle.pencil(b, [], at=NOW, override=False),
    "confirm": lambda b: lifecycle.confirm(b, [], at=NOW, override=False),
    "release": lambda b: lifecycle.release(b, at=NOW),
    "cancel": lambda b: lifecycle.cancel(b, at=NOW),
    "expire": lambda b: lifecycle.expire(b, at=NOW),
    "restore": lambda b: lifecycle.restore(b, [], at=NOW, expires_at=at(99)),
}

# What becomes of a booking, by step and status: its new status, or how it is refused.
TRANSITIONS: dict[str, dict[str, BookingStatus | EndReason | type[DomainError]]] = {
    "change": {
        "hold": HOLD,
        "expired hold": HoldExpired,
        "pencil": PENCIL,
        "confirmed": CONFIRMED,
        "cancelled": InvalidTransition,
        "ended hold": HoldExpired,
    },
    "pencil": {
        "hold": PENCIL,
        "expired hold": HoldExpired,
        "pencil": InvalidTransition,
        "confirmed": PENCIL,
        "cancelled": InvalidTransition,
        "ended hold": HoldExpired,
    },
    "confirm": {
        "hold": CONFIRMED,
        "expired hold": HoldExpired,
        "pencil": CONFIRMED,
        "confirmed": InvalidTransition,
        "cancelled": InvalidTransition,
        "ended hold": HoldExpired,
    },
    "release": {
        "hold": EndReason.RELEASED,
        "expired hold": InvalidTransition,
        "pencil": EndReason.RELEASED,
        "confirmed": InvalidTransition,
        "cancelled": InvalidTransition,
        "ended hold": InvalidTransition,
    },
    "cancel": {
        "hold": EndReason.WITHDRAWN,
        "expired hold": InvalidTransition,
        "pencil": EndReason.WITHDRAWN,
        "confirmed": EndReason.CANCELLED,
        "cancelled": InvalidTransition,
        "ended hold": InvalidTransition,
    },
    "expire": {
        "hold": InvalidTransition,
        "expired hold": EndReason.EXPIRED,
        "pencil": InvalidTransition,
        "confirmed": InvalidTransition,
        "cancelled": InvalidTransition,
        "ended hold": InvalidTransition,
    },
    "restore": {
        "hold": InvalidTransition,
        "expired hold": HOLD,
        "pencil": InvalidTransition,
        "confirmed": InvalidTransition,
        "cancelled": HOLD,
        "ended hold": HOLD,
    },
}


@pytest.mark.parametrize(("step", "state"), [(step, state) for step in STEPS for state in STATES])
def test_each_step_leads_from_each_status_where_the_table_says(step: str, state: str) -> None:
    expected = TRANSITIONS[step][state]
    before = STATES[state]
    if isinstance(expected, type):
        with pytest.raises(expected):
            STEPS[step](before)
        return
    after = STEPS[step](before).booking
    ends = isinstance(expected, EndReason)
    assert after.status is (CANCELLED if ends else expected)
    assert after.end_reason is (expected if ends else None)
    assert (after.id, after.artist_id, after.project_id) == (
        before.id,
        before.artist_id,
        before.project_id,
    )


def test_what_is_firm_has_no_expiry() -> None:
    assert STEPS["pencil"](STATES["hold"]).booking.expires_at is None
    assert STEPS["confirm"](STATES["hold"]).booking.expires_at is None


def test_an_ended_booking_keeps_its_time_and_its_place_in_the_records() -> None:
    before = STATES["hold"]
    for step in ("release", "cancel"):
        after = STEPS[step](before).booking
        assert replace(after, status=before.status, end_reason=None) == before


def test_a_confirmation_taken_back_is_a_pencil_and_never_fails_for_rivals() -> None:
    rivals = [booking(1, project=SERIES), booking(2, project=SERIES, status=HOLD, expires=70)]
    decision = lifecycle.pencil(STATES["confirmed"], rivals, at=NOW, override=False)
    assert decision == Decision(replace(STATES["confirmed"], status=PENCIL))


def test_a_restored_booking_is_a_hold_at_the_end_of_the_queue_with_a_new_expiry() -> None:
    waiting = booking(1, project=SERIES, queued=50)
    decision = lifecycle.restore(STATES["cancelled"], [waiting], at=NOW, expires_at=at(99))
    after = decision.booking
    assert (after.status, after.queued_at, after.expires_at) == (HOLD, NOW, at(99))
    assert [warning.message for warning in decision.warnings] == ["It is hold number 2."]


# What stands in the way ---------------------------------------------------------------------------

Firm = Callable[..., Decision]


def create(mine: Booking, others: list[Booking], *, override: bool = False) -> Decision:
    return lifecycle.create(mine, others, at=NOW, override=override)


def firm_up(step: Callable[..., Decision], status: BookingStatus) -> Firm:
    def run(mine: Booking, others: list[Booking], *, override: bool = False) -> Decision:
        return step(replace(mine, status=status), others, at=NOW, override=override)

    return run


FIRMING: dict[str, Firm] = {
    "create a pencil": firm_up(lifecycle.create, PENCIL),
    "create a confirmed": firm_up(lifecycle.create, CONFIRMED),
    "pencil a hold": firm_up(lifecycle.pencil, HOLD),
    "confirm a hold": firm_up(lifecycle.confirm, HOLD),
    "confirm a pencil": firm_up(lifecycle.confirm, PENCIL),
}
MINE = booking(100, time=(0, 10), project=FEATURE, queued=5)

each_firming = pytest.mark.parametrize("firm", FIRMING.values(), ids=FIRMING)


@each_firming
@pytest.mark.parametrize("status", sorted(BLOCKING))
def test_a_clash_with_a_blocking_booking_is_refused_with_all_of_them(
    firm: Firm, status: BookingStatus
) -> None:
    clashing = [booking(n, time=time, status=status) for n, time in enumerate([(0, 3), (9, 12)])]
    with pytest.raises(BookingConflict) as refused:
        firm(MINE, [*clashing, booking(7, time=(10, 20), status=status)])
    assert refused.value.conflicts == tuple(one.id for one in clashing)


@each_firming
def test_a_clash_is_no_matter_of_override_or_project(firm: Firm) -> None:
    with pytest.raises(BookingConflict):
        firm(MINE, [booking(1, status=CONFIRMED, project=FEATURE)], override=True)


@each_firming
def test_other_artists_neither_clash_nor_come_first(firm: Firm) -> None:
    elsewhere: dict[str, Any] = {"artist_id": UUID(int=9), "project": SERIES}
    others = [booking(1, status=CONFIRMED, **elsewhere), booking(2, **elsewhere)]
    assert firm(MINE, others).warnings == ()


@each_firming
def test_better_ranked_holds_of_other_projects_refuse_it(firm: Firm) -> None:
    better = [booking(n, project=SERIES, queued=0) for n in (1, 2)]
    with pytest.raises(HigherHoldExists) as refused:
        firm(MINE, better)
    assert refused.value.holds == (better[0].id, better[1].id)


@each_firming
def test_an_override_passes_over_better_holds_and_says_so(firm: Firm) -> None:
    one, other = (booking(n, project=SERIES, queued=0) for n in (1, 2))
    (warning,) = firm(MINE, [one], override=True).warnings
    assert warning.code is WarningCode.HOLDS_OVERRIDDEN
    assert warning.message == "It goes over 1 better-ranked hold."
    assert warning.bookings == (one.id,)
    (warning,) = firm(MINE, [one, other], override=True).warnings
    assert warning.message == "It goes over 2 better-ranked holds."


@each_firming
@pytest.mark.parametrize(
    "harmless",
    [
        booking(1, project=FEATURE),
        booking(1, project=SERIES, queued=6),
        booking(1, project=SERIES, expires=60),
        booking(1, project=SERIES, status=CANCELLED),
        booking(1, project=SERIES, time=(10, 20)),
    ],
    ids=["own project", "later", "expired", "cancelled", "touching"],
)
def test_what_does_not_come_first_does_not_refuse_it(firm: Firm, harmless: Booking) -> None:
    assert firm(MINE, [harmless]).warnings == ()


@each_firming
def test_an_override_where_nothing_comes_first_changes_nothing(firm: Firm) -> None:
    assert firm(MINE, [], override=True) == firm(MINE, [])


def test_it_does_not_stand_in_its_own_way() -> None:
    assert lifecycle.confirm(STATES["pencil"], [STATES["pencil"]], at=NOW, override=False)


def test_a_hold_goes_over_anything_and_tells_its_rank() -> None:
    decision = create(MINE, [booking(1, project=SERIES)])
    assert decision.booking == MINE
    (warning,) = decision.warnings
    assert warning.code is WarningCode.HOLD_RANKED
    assert warning.message == "It is hold number 2."


def test_a_first_hold_goes_without_saying() -> None:
    assert create(MINE, []).warnings == ()


def test_a_hold_over_what_is_booked_says_behind_what_it_stands() -> None:
    booked = booking(1, time=(0, 5), status=CONFIRMED), booking(2, time=(5, 10), status=CONFIRMED)
    (warning,) = create(MINE, list(booked)).warnings
    assert warning.code is WarningCode.BACKUP_HOLD
    assert warning.message == "The artist is booked in this time: it stands behind 2 bookings."
    assert warning.bookings == (booked[0].id, booked[1].id)


def test_a_hold_over_an_earlier_pencil_stands_behind_it_and_is_ranked() -> None:
    pencil = booking(1, status=PENCIL, project=SERIES)
    codes = [warning.code for warning in create(MINE, [pencil]).warnings]
    assert codes == [WarningCode.BACKUP_HOLD, WarningCode.HOLD_RANKED]


@given(calendars())
def test_whatever_the_calendar_firm_bookings_never_overlap(calendar: list[Booking]) -> None:
    taken: list[Booking] = []
    for candidate in calendar:
        with suppress(BookingConflict):
            taken.append(create(candidate, taken, override=True).booking)
    firm = [one for one in taken if one.status in BLOCKING]
    assert not any(
        one.window.overlaps(other.window) for one in firm for other in firm if one is not other
    )


# Changes ------------------------------------------------------------------------------------------


def changed(
    before: Booking, others: list[Booking] | None = None, *, override: bool = False, **facts: Any
) -> Decision:
    after = replace(before, **facts)
    return lifecycle.change(before, after, others or [], at=NOW, override=override)


@pytest.mark.parametrize(
    ("facts", "requeued"),
    [
        ({"window": window(2, 8)}, False),
        ({"phase_id": UUID(int=9)}, False),
        ({}, False),
        ({"window": window(0, 11)}, True),
        ({"window": window(-1, 10)}, True),
        ({"window": window(5, 15)}, True),
        ({"window": window(20, 30)}, True),
        ({"artist_id": UUID(int=9)}, True),
        ({"project_id": SERIES}, True),
        ({"project_id": None}, True),
    ],
    ids=str,
)
def test_what_gains_time_an_artist_or_other_work_goes_to_the_end_of_the_queue(
    facts: dict[str, Any], requeued: bool
) -> None:
    assert changed(MINE, **facts).booking == replace(
        MINE, **facts, queued_at=NOW if requeued else MINE.queued_at
    )


def test_a_moved_pencil_minds_clashes_where_it_goes() -> None:
    pencil = replace(MINE, status=PENCIL)
    booked = booking(1, time=(15, 20), status=CONFIRMED)
    assert changed(pencil, [booked], window=window(5, 15))
    with pytest.raises(BookingConflict) as refused:
        changed(pencil, [booked], window=window(5, 16), override=True)
    assert refused.value.conflicts == (booked.id,)


def test_only_the_time_it_gains_is_contested_anew() -> None:
    pencil = replace(MINE, status=PENCIL)
    passed_over = booking(1, project=SERIES, time=(0, 10), queued=0)
    assert changed(pencil, [passed_over], window=window(2, 8)).warnings == ()
    assert changed(pencil, [passed_over], window=window(2, 15)).warnings == ()
    waiting = booking(2, project=SERIES, time=(12, 20), queued=6)
    with pytest.raises(HigherHoldExists) as refused:
        changed(pencil, [passed_over, waiting], window=window(2, 15))
    assert refused.value.holds == (waiting.id,)


@pytest.mark.parametrize("facts", [{"project_id": SERIES}, {"artist_id": UUID(int=9)}], ids=str)
def test_another_project_or_artist_contests_all_of_its_time(facts: dict[str, Any]) -> None:
    pencil = replace(MINE, status=PENCIL)
    waiting = booking(1, project=None, queued=6, artist_id=facts.get("artist_id", MINE.artist_id))
    with pytest.raises(HigherHoldExists):
        changed(pencil, [waiting], **facts)
    (warning,) = changed(pencil, [waiting], **facts, override=True).warnings
    assert warning.code is WarningCode.HOLDS_OVERRIDDEN


def test_a_moved_hold_tells_its_new_rank() -> None:
    waiting = booking(1, project=SERIES, time=(10, 20), queued=50)
    (warning,) = changed(MINE, [waiting], window=window(0, 11)).warnings
    assert warning.message == "It is hold number 2."


# Expiry -------------------------------------------------------------------------------------------

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("status", "requested", "policy", "expected"),
    [
        (HOLD, None, DAY, NOW + DAY),
        (HOLD, None, None, None),
        (HOLD, at(61), DAY, at(61)),
        (HOLD, NOW + 30 * DAY, DAY, NOW + 30 * DAY),
        (HOLD, at(61), None, at(61)),
        (PENCIL, None, DAY, None),
        (CONFIRMED, None, DAY, None),
    ],
)
def test_a_hold_expires_as_requested_or_else_by_the_studios_policy(
    status: BookingStatus,
    requested: datetime | None,
    policy: timedelta | None,
    expected: datetime | None,
) -> None:
    assert lifecycle.hold_expiry(status, requested, policy, at=NOW) == expected


@pytest.mark.parametrize("requested", [NOW, at(59)])
def test_an_expiry_that_has_passed_is_refused(requested: datetime) -> None:
    with pytest.raises(InvalidInput, match="expires in the future") as refused:
        lifecycle.hold_expiry(HOLD, requested, None, at=NOW)
    assert refused.value.path == ("expiresAt",)


@pytest.mark.parametrize("status", sorted(BLOCKING))
def test_an_expiry_of_what_does_not_expire_is_refused(status: BookingStatus) -> None:
    with pytest.raises(InvalidInput, match="Only a hold expires") as refused:
        lifecycle.hold_expiry(status, at(61), DAY, at=NOW)
    assert refused.value.path == ("expiresAt",)
