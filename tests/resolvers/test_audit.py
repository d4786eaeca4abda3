"""What is done stands in the audit log, and what is noted beside the answers gets there too."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import select
from structlog.testing import capture_logs
from uuid_utils.compat import uuid7

from app.embedded.postgres import EmbeddedPostgres
from db import migrate
from db.migrate import Urls
from db.queries.audit import record
from db.session import Database
from db.tables import audit_log
from domain.actor import ApiKey, Origin
from domain.audit import Deed, entry_id, signed_in
from domain.booking import BookingStatus
from domain.draft import Draft
from domain.errors import BookingConflict
from domain.roles import Role, Scope
from resolvers import artists, auditor, booking_steps, bookings, holds
from resolvers.auditor import Auditor
from tests.factories import Studio, found_studio, hours
from tests.resolvers.locks import backends
from tests.resolvers.records import log
from tests.subscriptions.conditions import until


async def entries(studio: Studio) -> list[dict[str, Any]]:
    """The studio's audit log, the oldest entry first."""
    async with studio.db.tenant(studio.actor()) as session:
        rows = await session.execute(select(audit_log).order_by(audit_log.c.id))
    return [row._asdict() for row in rows]


async def test_each_event_has_an_entry_that_says_the_same(studio: Studio) -> None:
    artist = await studio.artist(hourly_rate=None)
    await artists.update_artist(studio.context(), artist, {"time_zone": "Asia/Tokyo"})
    booking = await studio.book(artist)
    await booking_steps.cancel_booking(studio.context(), booking, reason="The client left.")
    found = await entries(studio)
    said = [(e["action"], e["resource_type"], e["resource_id"], e["old"], e["new"]) for e in found]
    assert said == [
        (event.type, event.aggregate_type, event.aggregate_id, event.previous, event.facts)
        for event in await log(studio)
    ]
    assert {(e["outcome"], e["reason"], e["role"]) for e in found} == {("done", None, "manager")}


async def test_an_entry_says_who_did_it_and_from_where(studio: Studio) -> None:
    ctx = studio.context()
    origin = Origin(ip_address("2001:db8::7"), "Board/2.1")
    key = ApiKey(uuid7(), frozenset({Scope.ARTISTS_WRITE}))
    actor = replace(ctx.actor, origin=origin, key=key)
    await artists.create_artist(replace(ctx, actor=actor), {"name": "Bo", "employment": "staff"})
    [entry] = await entries(studio)
    assert (entry["actor_id"], entry["key_id"]) == (actor.user_id, key.id)
    assert (entry["ip"], entry["user_agent"]) == (origin.ip, "Board/2.1")
    assert (entry["request_id"], entry["at"]) == (actor.request_id, ctx.now)


async def test_the_clockwork_is_nobody_and_has_no_role(studio: Studio) -> None:
    booking = await studio.book(await studio.artist())
    tomorrow = studio.at(studio.now + timedelta(days=1)).context()
    clockwork = replace(tomorrow, actor=replace(tomorrow.actor, user_id=None))
    await holds.expire_booking(clockwork, booking)
    last = (await entries(studio))[-1]
    assert (last["actor_id"], last["role"], last["new"]["end_reason"]) == (None, None, "expired")


async def test_a_refused_change_leaves_no_entry_that_says_it_was_done(studio: Studio) -> None:
    artist = await studio.artist()
    await studio.book(artist, status=BookingStatus.CONFIRMED)
    with pytest.raises(BookingConflict):
        await studio.book(artist, status=BookingStatus.CONFIRMED)
    assert [e["action"] for e in await entries(studio)] == ["artist_created", "booking_created"]


async def test_no_personal_text_ever_enters_the_audit_log(studio: Studio) -> None:
    artist = await studio.artist("Secret Name", email="secret@example.org")
    await artists.update_artist(studio.context(), artist, {"name": "Secret Other"})
    draft = Draft(artist_id=artist, notes="secret", external_id="secret", **hours(0, 1))
    saved = await bookings.create_booking(studio.context(), draft, override="secret")
    await booking_steps.cancel_booking(studio.context(), saved.id, reason="secret")
    found = await entries(studio)
    assert len(found) == 4
    assert "secret" not in str(found).lower()


async def test_deeds_without_events_are_recorded_with_the_change_or_not_at_all(
    studio: Studio,
) -> None:
    ctx = studio.context(Role.OWNER)
    deed = Deed("member_removed", "member", uuid7(), {"role": "viewer"}, None)
    async with ctx.db.tenant(ctx.actor) as session:
        await record(session, ctx.actor, [deed, Deed("studio_updated")], at=ctx.now)
        await record(session, ctx.actor, [], at=ctx.now)

    async def fail_after_it() -> None:
        async with ctx.db.tenant(ctx.actor) as session:
            await record(session, ctx.actor, [deed], at=ctx.now)
            raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - ours, of the line above
        await fail_after_it()
    found = {e["action"]: e for e in await entries(studio)}
    assert set(found) == {"member_removed", "studio_updated"}
    assert found["member_removed"]["old"] == {"role": "viewer"}
    assert found["member_removed"]["new"] is None


def test_the_order_of_entries_is_the_order_of_time() -> None:
    start = datetime(2026, 11, 22, 15, 30, 0, 999_500, tzinfo=UTC)
    ids = [entry_id(start + timedelta(microseconds=n)) for n in range(1000)]
    assert ids == sorted(ids)
    assert all(entry.version == 7 and entry.variant == uuid7().variant for entry in ids)
    assert ids[0].int >> 80 == uuid7(nanoseconds=int(start.timestamp() * 1e9)).int >> 80


# Beside the answers ------------------------------------------------------------------------------


async def test_what_is_noted_is_written_soon_each_for_its_studio(
    studio: Studio, other_studio: Studio
) -> None:
    async with Auditor(studio.db) as writer:
        for n in range(3):
            for each in (studio, other_studio):
                at = each.now + timedelta(microseconds=n)
                writer.note(each.actor(), Deed(f"try {n} of {each.slug}"), at=at)
    for each in (studio, other_studio):
        expected = [f"try {n} of {each.slug}" for n in range(3)]
        assert [entry["action"] for entry in await entries(each)] == expected


async def test_a_sign_in_is_recorded_once_for_each_session(studio: Studio) -> None:
    actor = studio.actor()
    assert actor.user_id
    async with Auditor(studio.db) as writer:
        for session in ("s1", "s1", "s2", "s1"):
            writer.note(actor, signed_in(actor.user_id, session), at=studio.now)
    assert sorted(e["session"] for e in await entries(studio)) == ["s1", "s2"]


async def test_what_does_not_fit_is_counted_and_said(studio: Studio) -> None:
    writer = Auditor(studio.db, capacity=2)
    with capture_logs() as logs:
        for _ in range(5):
            writer.note(studio.actor(), Deed("try"), at=studio.now)
    assert (writer.lost, [line["event"] for line in logs]) == (3, ["audit entries lost"] * 3)
    async with writer:
        pass
    assert len(await entries(studio)) == 2


async def test_what_cannot_be_written_is_given_up_and_the_rest_is_not(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(auditor, "FIRST_PAUSE", 0.001)
    stranger = replace(studio.actor(), tenant_id=UUID(int=1))
    async with Auditor(studio.db) as writer:
        with capture_logs() as logs:
            writer.note(stranger, Deed("try"), at=studio.now)
            writer.note(studio.actor(), Deed("try"), at=studio.now)
            await until(lambda: writer.lost == 1)
    assert [line["reason"] for line in logs] == ["IntegrityError"]
    assert len(await entries(studio)) == 1


async def test_a_database_that_is_away_for_a_moment_costs_nothing(
    urls: Urls, superuser: asyncpg.Connection, studio: Studio
) -> None:
    """The writer's sessions are ended again and again, as a restart of PostgreSQL does."""
    database = Database(urls.app_url)
    others = await backends(superuser)
    async with Auditor(database) as writer:
        for n in range(40):
            writer.note(studio.actor(), Deed(f"try {n}"), at=studio.now)
            if n % 10 == 5:
                for pid in await backends(superuser) - others:
                    await superuser.execute("select pg_terminate_backend($1)", pid)
    await database.close()
    assert writer.lost == 0
    assert len(await entries(studio)) == 40


async def test_a_server_that_ends_without_its_database_says_what_it_could_not_write(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(auditor, "FAREWELL", 0.2)
    with EmbeddedPostgres(data_dir, durable=False) as postgres:
        urls = await migrate.prepare(postgres.superuser_url, "production_tool")
        await migrate.upgrade(urls.migration_url)
        database = Database(urls.app_url)
        studio = await found_studio(database, "northlight")
        postgres.stop()
        with capture_logs() as logs:
            async with Auditor(database) as writer:
                for _ in range(3):
                    writer.note(studio.actor(), Deed("try"), at=studio.now)
        await database.close()
    assert writer.lost == 3
    assert logs[-1]["reason"] == "the server has ended"
