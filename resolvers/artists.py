"""The use cases of artists."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from db.events import append, current_revision
from db.queries import entities, members
from db.session import Session
from db.tables import artists
from domain import checks
from domain.errors import Duplicate, NotFound, StaleVersion
from domain.event import Event, EventType, facts_of
from domain.naming import name_key
from domain.working_hours import WorkingWeek
from resolvers.change import Saved, change
from resolvers.context import Context


@change
async def create_artist(ctx: Context, session: Session, given: Mapping[str, Any]) -> Saved:
    """Add an artist; without a time zone of their own, in the studio's.

    Raises `InvalidInput`, `Duplicate`.
    """
    values = _checked({"specialties": (), "email": None, **given})
    studio = await entities.studio(session)
    values.setdefault("time_zone", studio.time_zone)
    values.setdefault("working_hours", studio.business_hours)
    await _refuse_taken(session, values["email"])
    row = await entities.add(session, ctx.actor, artists, {"id": uuid7(), **values}, at=ctx.now)
    event = Event(EventType.ARTIST_CREATED, row.id, row.version, facts_of("artist", row._asdict()))
    return Saved(row.id, await append(session, ctx.actor, [event], at=ctx.now))


@change
async def update_artist(
    ctx: Context,
    session: Session,
    artist_id: UUID,
    changes: Mapping[str, Any],
    *,
    expected_version: int | None = None,
) -> Saved:
    """Change what `changes` has. Raises `NotFound`, `StaleVersion`, `InvalidInput`, `Duplicate`."""
    values = _checked(changes)
    return await _save(ctx, session, artist_id, values, EventType.ARTIST_UPDATED, expected_version)


@change
async def archive_artist(
    ctx: Context, session: Session, artist_id: UUID, *, expected_version: int | None = None
) -> Saved:
    """Take an artist out of the lists. Bookings stay; new ones are refused.

    Raises `NotFound`, `StaleVersion`.
    """
    values = {"archived_at": ctx.now}
    return await _save(ctx, session, artist_id, values, EventType.ARTIST_ARCHIVED, expected_version)


@change
async def restore_artist(
    ctx: Context, session: Session, artist_id: UUID, *, expected_version: int | None = None
) -> Saved:
    """Bring an archived artist back. Raises `NotFound`, `StaleVersion`."""
    values = {"archived_at": None}
    return await _save(ctx, session, artist_id, values, EventType.ARTIST_RESTORED, expected_version)


@change
async def link_artist(
    ctx: Context,
    session: Session,
    artist_id: UUID,
    user_id: UUID | None,
    *,
    expected_version: int | None = None,
) -> Saved:
    """Say which member signs in as the artist, or that none does.

    Raises `NotFound`, `StaleVersion`, `Duplicate`.
    """
    if user_id is not None:
        if not await members.keep(session, user_id):
            raise NotFound("member", ("userId",))
        linked = await entities.lock_by(session, artists.c.user_id, user_id)
        if any(row.id != artist_id for row in linked):
            raise Duplicate("Another artist is this member already.", ("userId",))
    if await entities.lock(session, artists, artist_id) is None:
        raise NotFound("artist", ("artistId",))
    values = {"user_id": user_id}
    return await _save(ctx, session, artist_id, values, EventType.ARTIST_UPDATED, expected_version)


async def _save(
    ctx: Context,
    session: Session,
    artist_id: UUID,
    values: Mapping[str, Any],
    event_type: EventType,
    expected_version: int | None,
) -> Saved:
    before = await entities.lock(session, artists, artist_id)
    if before is None:
        raise NotFound("artist")
    if expected_version is not None and before.version != expected_version:
        raise StaleVersion("artist", artist_id, before.version, expected_version)
    archives = event_type in (EventType.ARTIST_ARCHIVED, EventType.ARTIST_RESTORED)
    stays = (before.archived_at is None) == (values.get("archived_at") is None)
    if stays if archives else all(before._asdict()[key] == values[key] for key in values):
        return Saved(artist_id, await current_revision(session))
    if "email" in values and values["email"] != before.email:
        await _refuse_taken(session, values["email"], but=artist_id)
    row = await entities.save(session, artists, artist_id, values, at=ctx.now)
    event = Event(
        event_type,
        artist_id,
        row.version,
        facts=facts_of("artist", row._asdict()),
        previous=facts_of("artist", before._asdict()),
    )
    return Saved(artist_id, await append(session, ctx.actor, [event], at=ctx.now))


async def _refuse_taken(session: Session, email: str | None, *, but: UUID | None = None) -> None:
    if email is not None and await entities.artist_with_email(session, email) not in (None, but):
        raise Duplicate("Another artist has this e-mail.", ("email",))


def _checked(given: Mapping[str, Any]) -> dict[str, Any]:
    values = dict(given)
    if "name" in values:
        values["name"] = checks.text(values["name"], "name")
        values["name_key"] = name_key(values["name"])
    if "email" in values:
        values["email"] = checks.email(values["email"])
    if "time_zone" in values:
        values["time_zone"] = checks.time_zone(values["time_zone"])
    if "working_hours" in values:
        values["working_hours"] = WorkingWeek.of(values["working_hours"]).texts()
    if "hourly_rate" in values:
        values["hourly_rate"] = checks.amount(values["hourly_rate"], "hourlyRate")
    if "specialties" in values:
        values["specialties"] = checks.specialties(values["specialties"])
    return values
