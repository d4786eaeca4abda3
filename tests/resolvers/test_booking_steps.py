"""The steps of a booking's life: pencil, confirm, release, cancel, restore and expire."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from domain.booking import BookingStatus
from domain.errors import (
    ArtistArchived,
    BookingConflict,
    HigherHoldExists,
    HoldExpired,
    InvalidInput,
    InvalidTransition,
    NotFound,
    ProjectEnded,
    StaleVersion,
)
from domain.lifecycle import WarningCode
from domain.roles import Role
from resolvers.artists import archive_artist
from resolvers.booking_steps import (
    cancel_booking,
    confirm_booking,
    pencil_booking,
    release_booking,
    restore_booking,
)
from resolvers.change import Saved
from resolvers.context import Context
from resolvers.holds import expire_booking
from resolvers.projects import update_project
from tests.factories import Studio, hours
from tests.resolvers.records import log, log_of, stored

HOLD, PENCIL, CONFIRMED = BookingStatus.HOLD, BookingStatus.PENCIL, BookingStatus.CONFIRMED
DAY = timedelta(hours=24)

Step = Callable[..., Awaitable[Saved]]


async def release(ctx: Context, booking_id: UUID, **values: Any) -> Saved:
    return await release_booking(ctx, booking_id, **{"reason": "Not needed", **values})


async def cancel(ctx: Context, booking_id: UUID, **values: Any) -> Saved:
    return await cancel_booking(ctx, booking_id, **{"reason": "Rain", **values})


STEPS: dict[str, Step] = {
    "pencil": pencil_booking,
    "confirm": confirm_booking,
    "release": release,
    "cancel": cancel,
    "restore": restore_booking,
}


async def booked(studio: Studio, status: BookingStatus, **values: Any) -> UUID:
    """A booking that has come to `status` by the use cases."""
    artist = await studio.artist()
    if status is not BookingStatus.CANCELLED:
        return await studio.book(artist, status=status, **values)
    booking = await studio.book(artist, **values)
    await cancel(studio.context(), booking)
    return booking


@pytest.mark.parametrize(
    ("status", "step", "becomes", "end_reason", "event_type"),
    [
        (HOLD, "pencil", "pencil", None, "booking_pencilled"),
        (HOLD, "confirm", "confirmed", None, "booking_confirmed"),
        (HOLD, "release", "cancelled", "released", "booking_cancelled"),
        (HOLD, "cancel", "cancelled", "withdrawn", "booking_cancelled"),
        (PENCIL, "confirm", "confirmed", None, "booking_confirmed"),
        (PENCIL, "release", "cancelled", "released", "booking_cancelled"),
        (PENCIL, "cancel", "cancelled", "withdrawn", "booking_cancelled"),
        (CONFIRMED, "cancel", "cancelled", "cancelled", "booking_cancelled"),
        (BookingStatus.CANCELLED, "restore", "hold", None, "booking_restored"),
    ],
)
async def test_a_step_leads_on_and_is_recorded(
    studio: Studio,
    status: BookingStatus,
    step: str,
    becomes: str,
    end_reason: str | None,
    event_type: str,
) -> None:
    booking = await booked(studio, status)
    before = await stored(studio, "booking", booking)
    later = studio.at(studio.now + timedelta(hours=1))
    saved = await STEPS[step](later.context(), booking, expected_version=before.version)
    row = await stored(studio, "booking", booking)
    assert (row.status, row.end_reason) == (becomes, end_reason)
    assert (row.version, row.updated_at) == (before.version + 1, later.now)
    *_, event = await log_of(studio, booking)
    assert (event.type, event.version, event.revision) == (event_type, row.version, saved.revision)
    assert event.previous is not None
    assert (event.previous["status"], event.facts["status"]) == (status.value, becomes)


@pytest.mark.parametrize(
    ("status", "step"),
    [
        (HOLD, "restore"),
        (PENCIL, "pencil"),
        (PENCIL, "restore"),
        (CONFIRMED, "confirm"),
        (CONFIRMED, "release"),
        (CONFIRMED, "restore"),
        (BookingStatus.CANCELLED, "pencil"),
        (BookingStatus.CANCELLED, "confirm"),
        (BookingStatus.CANCELLED, "release"),
        (BookingStatus.CANCELLED, "cancel"),
    ],
)
async def test_a_step_that_the_status_does_not_allow_is_refused(
    studio: Studio, status: BookingStatus, step: str
) -> None:
    booking = await booked(studio, status)
    before = await log(studio)
    with pytest.raises(InvalidTransition):
        await STEPS[step](studio.context(), booking)
    assert await log(studio) == before


@pytest.mark.parametrize("step", STEPS)
async def test_no_step_is_taken_with_an_old_version_or_from_another_studio(
    studio: Studio, other_studio: Studio, step: str
) -> None:
    booking = await booked(studio, HOLD)
    with pytest.raises(StaleVersion) as refusal:
        await STEPS[step](studio.context(), booking, expected_version=2)
    assert refusal.value.entity_id == booking
    for ctx, nothing in ((other_studio.context(), booking), (studio.context(), uuid4())):
        with pytest.raises(NotFound, match=r"There is no such booking\."):
            await STEPS[step](ctx, nothing)
    assert (await stored(studio, "booking", booking)).version == 1


@pytest.mark.parametrize("step", ["pencil", "confirm"])
async def test_a_clash_stops_a_hold_from_getting_firm(studio: Studio, step: str) -> None:
    booking = await booked(studio, HOLD)
    artist = (await stored(studio, "booking", booking)).artist_id
    firm = await studio.book(artist, status=CONFIRMED, override="they agreed", **hours(0.5, 2))
    with pytest.raises(BookingConflict) as refusal:
        await STEPS[step](studio.context(), booking, override="no matter")
    assert refusal.value.conflicts == (firm,)
    assert (await stored(studio, "booking", booking)).status == "hold"


@pytest.mark.parametrize("step", ["pencil", "confirm"])
async def test_a_better_hold_stops_a_hold_from_getting_firm_unless_overridden(
    studio: Studio, step: str
) -> None:
    artist = await studio.artist()
    first = await studio.book(artist, project_id=await studio.project())
    later = studio.at(studio.now + timedelta(hours=1))
    second = await later.book(artist, project_id=await studio.project("Other"))
    with pytest.raises(HigherHoldExists) as refusal:
        await STEPS[step](later.context(), second)
    assert refusal.value.holds == (first,)
    with pytest.raises(InvalidInput):
        await STEPS[step](later.context(), second, override="")
    saved = await STEPS[step](later.context(), second, override="the client signed")
    assert [(w.code, w.bookings) for w in saved.warnings] == [
        (WarningCode.HOLDS_OVERRIDDEN, (first,))
    ]
    assert (await stored(studio, "booking", second)).reason == "the client signed"


@pytest.mark.parametrize("step", ["pencil", "confirm"])
async def test_the_first_hold_gets_firm_and_does_not_expire_any_more(
    studio: Studio, step: str
) -> None:
    artist = await studio.artist()
    first = await studio.book(artist, project_id=await studio.project())
    await studio.at(studio.now + timedelta(hours=1)).book(artist)
    assert (await STEPS[step](studio.context(), first)).warnings == ()
    assert (await stored(studio, "booking", first)).expires_at is None


@pytest.mark.parametrize("step", ["pencil", "confirm"])
async def test_an_expired_hold_gets_firm_no_more_and_stops_nobody(
    studio: Studio, step: str
) -> None:
    artist = await studio.artist()
    expired = await studio.book(artist, project_id=await studio.project())
    later = studio.at(studio.now + DAY - timedelta(microseconds=1))
    second = await later.book(artist, project_id=await studio.project("Other"))
    with pytest.raises(HigherHoldExists):
        await STEPS[step](later.context(), second)
    tomorrow = studio.at(studio.now + DAY)
    with pytest.raises(HoldExpired):
        await STEPS[step](tomorrow.context(), expired)
    assert (await STEPS[step](tomorrow.context(), second)).warnings == ()


@pytest.mark.parametrize("step", ["pencil", "confirm", "restore"])
async def test_nothing_is_made_of_an_archived_artists_bookings_but_an_end(
    studio: Studio, step: str
) -> None:
    booking = await booked(studio, BookingStatus.CANCELLED if step == "restore" else HOLD)
    await archive_artist(studio.context(), (await stored(studio, "booking", booking)).artist_id)
    with pytest.raises(ArtistArchived):
        await STEPS[step](studio.context(), booking)
    if step != "restore":
        await cancel(studio.context(), booking)


@pytest.mark.parametrize("role", Role)
async def test_a_manager_owes_a_reason_for_taking_a_confirmation_back(
    studio: Studio, role: Role
) -> None:
    booking = await booked(studio, CONFIRMED)
    ctx = studio.context(role)
    if role is Role.MANAGER:
        for reason in (None, "", "  "):
            with pytest.raises(InvalidInput) as refusal:
                await pencil_booking(ctx, booking, reason=reason)
            assert refusal.value.path == ("reason",)
        await pencil_booking(ctx, booking, reason=" Rain ")
        assert (await stored(studio, "booking", booking)).reason == "Rain"
    else:
        await pencil_booking(ctx, booking)
    row = await stored(studio, "booking", booking)
    assert (row.status, row.end_reason) == ("pencil", None)


@pytest.mark.parametrize("step", ["release", "cancel"])
async def test_an_end_has_a_reason(studio: Studio, step: str) -> None:
    booking = await booked(studio, HOLD)
    for reason in ("", "  ", "x" * 1001):
        with pytest.raises(InvalidInput) as refusal:
            await STEPS[step](studio.context(), booking, reason=reason)
        assert refusal.value.path == ("reason",)
    await STEPS[step](studio.context(), booking, reason=" Rain ")
    assert (await stored(studio, "booking", booking)).reason == "Rain"


@pytest.mark.parametrize("status", [PENCIL, CONFIRMED])
async def test_an_ended_booking_blocks_nobody(studio: Studio, status: BookingStatus) -> None:
    booking = await booked(studio, status)
    artist = (await stored(studio, "booking", booking)).artist_id
    await cancel(studio.context(), booking)
    await studio.book(artist, status=CONFIRMED)


async def test_a_restored_booking_is_a_hold_at_the_end_of_the_queue(studio: Studio) -> None:
    booking = await booked(studio, BookingStatus.CANCELLED)
    artist = (await stored(studio, "booking", booking)).artist_id
    firm = await studio.book(artist, status=CONFIRMED)
    await studio.book(artist, project_id=await studio.project())
    later = studio.at(studio.now + timedelta(hours=1))
    saved = await restore_booking(later.context(), booking, reason="The sun is out")
    backup, ranked = saved.warnings
    assert (backup.code, backup.bookings) == (WarningCode.BACKUP_HOLD, (firm,))
    assert ranked.code is WarningCode.HOLD_RANKED
    row = await stored(studio, "booking", booking)
    assert (row.queued_at, row.expires_at) == (later.now, later.now + DAY)
    assert (row.end_reason, row.reason) == (None, "The sun is out")


async def test_a_hold_that_ran_out_can_be_restored_before_anybody_has_ended_it(
    studio: Studio,
) -> None:
    booking = await booked(studio, HOLD)
    tomorrow = studio.at(studio.now + DAY)
    assert (await restore_booking(tomorrow.context(), booking)).warnings == ()
    row = await stored(studio, "booking", booking)
    assert (row.status, row.expires_at) == ("hold", tomorrow.now + DAY)


async def test_a_booking_of_an_ended_project_is_not_restored(studio: Studio) -> None:
    project = await studio.project()
    booking = await booked(studio, BookingStatus.CANCELLED, project_id=project)
    await update_project(studio.context(), project, {"status": "archived"})
    with pytest.raises(ProjectEnded):
        await restore_booking(studio.context(), booking)


async def test_a_hold_expires_once_and_not_before_its_time(studio: Studio) -> None:
    booking = await booked(studio, HOLD)
    early = studio.at(studio.now + DAY - timedelta(microseconds=1))
    tomorrow = studio.at(studio.now + DAY)
    with pytest.raises(InvalidTransition):
        await expire_booking(early.context(), booking)
    await expire_booking(tomorrow.context(), booking)
    with pytest.raises(InvalidTransition):
        await expire_booking(tomorrow.context(), booking)
    row = await stored(studio, "booking", booking)
    assert (row.status, row.end_reason) == ("cancelled", "expired")
    assert row.expires_at == tomorrow.now
    _, event = await log_of(studio, booking)
    assert (event.type, event.facts["end_reason"]) == ("booking_cancelled", "expired")


@pytest.mark.parametrize("status", [PENCIL, CONFIRMED, BookingStatus.CANCELLED])
async def test_only_holds_expire(studio: Studio, status: BookingStatus) -> None:
    booking = await booked(studio, status)
    with pytest.raises(InvalidTransition):
        await expire_booking(studio.at(studio.now + 365 * DAY).context(), booking)
