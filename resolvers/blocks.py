"""What is done to many bookings at once, or to none of them."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from db.queries import blocks
from db.session import AnyRow, Session
from domain.block import Step, summary, together
from domain.booking import Booking
from domain.change import Change
from domain.errors import BulkRefused, NotFound, Refusal
from domain.event import EventType
from domain.project import ENDED
from domain.window import Window
from resolvers.change import LostRace, SavedBookings
from resolvers.context import Context
from resolvers.recording import record_block

MOMENT = timedelta(microseconds=1)
"""What lies between the places of those who go to the end of the queue together."""


@dataclass(frozen=True, slots=True)
class Block:
    """Locked bookings, in the order in which they were asked for, and the artists around them."""

    rows: Mapping[UUID, AnyRow]
    artists: Mapping[UUID, AnyRow]


@dataclass(frozen=True, slots=True)
class Intent:
    """What a booking is to become: its step, which leads to `after` where the rules let it."""

    type: EventType
    before: Booking
    after: Booking
    step: Step


async def lock_block(
    session: Session, ids: Sequence[UUID], *, also: Collection[UUID] = ()
) -> Block:
    """Lock bookings, after their artists and the artists `also`. The order keeps writers apart.

    Those that are not there are not in the block. Raises `NotFound` for an artist of `also`.
    """
    wanted = await blocks.artists_of(session, ids) | set(also)
    artists = await blocks.lock_artists(session, wanted)
    if not artists.keys() >= set(also):
        raise NotFound("artist", ("artistId",))
    rows = await blocks.lock(session, ids)
    if any(row.artist_id not in artists for row in rows.values()):
        raise LostRace
    return Block({each: rows[each] for each in ids if each in rows}, artists)


async def ended_projects(
    session: Session, project_ids: Collection[UUID | None]
) -> Mapping[UUID | None, str]:
    """Those of some projects that take no bookings any more, and where they stand."""
    wanted = {each for each in project_ids if each is not None}
    found = await blocks.project_statuses(session, wanted) if wanted else {}
    return {project_id: status for project_id, status in found.items() if status in ENDED}


async def carry_out(
    ctx: Context,
    session: Session,
    intents: Sequence[Intent],
    refused: Mapping[UUID, Refusal],
    texts: Mapping[str, str | None],
) -> SavedBookings:
    """Do all of `intents`, and give all of the bookings the same `texts`.

    Raises `BulkRefused` where the rules forbid any of them, or some were `refused` before.
    """
    places: list[tuple[UUID, Window]] = [(i.after.artist_id, i.after.window) for i in intents]
    around = await blocks.bookings_around(session, places) if places else ()
    steps = {intent.before.id: intent.step for intent in intents}
    # Hundreds of bookings keep a thread busy; the other requests are not to wait for it.
    verdict = await asyncio.to_thread(together, steps, around)
    if refusals := {**refused, **verdict.refusals}:
        raise BulkRefused(refusals)
    changes = [
        Change(intent.type, intent.before, decision.booking, texts, decision.overridden)
        for intent in intents
        for decision in [verdict.decisions[intent.before.id]]
    ]
    revision = await record_block(ctx, session, changes, texts)
    ids = [intent.before.id for intent in intents]
    return SavedBookings(ids[0], revision, summary(verdict.decisions), intents[0].type, ids=ids)
