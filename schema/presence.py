"""Presence: who looks at which window of the calendar, or edits which booking, right now."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from datetime import datetime
from functools import partial
from typing import Annotated, Any, cast
from uuid import UUID

import strawberry

from domain.errors import InvalidInput as Invalid
from domain.presence import MOST_ARTISTS, Attention, attention
from domain.presence import Presence as Present
from domain.roles import Scope
from resolvers import presence
from schema.compiler.executor import Shared
from schema.context import Info
from schema.inputs import own_id, related_id, value_or_none
from schema.permissions import needs
from schema.refusals import Forbidden, InvalidInput, NotFound, TooManySessions, answering
from schema.scalars import parse_id
from subscriptions.room import Roster

HIDDEN = "Null also for artists, who are told who is present and not what they look at."


@strawberry.type(description="A member of the studio who is present.")
class PresentUser:
    """A person."""

    id: strawberry.ID = strawberry.field(description="Of the `User`.")
    name: str = strawberry.field(description="The person's name.")


@strawberry.type(description="Somebody who is present, in one of their sessions.")
class Presence:
    """A session of somebody."""

    user: PresentUser = strawberry.field(description="Who it is.")
    session: strawberry.ID = strawberry.field(description="Their client's id of it, a UUID.")
    since: datetime = strawberry.field(description="Since when it is there.")
    from_: datetime | None = strawberry.field(
        name="from", description=f"Start of the window that they look at. {HIDDEN}"
    )
    to: datetime | None = strawberry.field(description=f"End of that window. {HIDDEN}")
    artist_ids: list[strawberry.ID] | None = strawberry.field(
        description=f"The artists that they look at; null: all. {HIDDEN}"
    )
    booking_id: strawberry.ID | None = strawberry.field(
        description=f"The booking that they edit. {HIDDEN}"
    )


@strawberry.type(description="All who are present in the studio.")
class PresenceList:
    """The whole list, in the place of the one before."""

    present: list[Presence] = strawberry.field(
        description="Every session that is there, in the order of their coming."
    )


@strawberry.input(description="That you are there, and what you look at; or that you leave.")
class UpdatePresenceInput:
    """What one of the actor's sessions has before it."""

    session: strawberry.ID = strawberry.field(
        description="A UUID that your client makes for each tab or window."
    )
    from_: datetime | None = strawberry.field(
        default=strawberry.UNSET, name="from", description="Start of the window that you look at."
    )
    to: datetime | None = strawberry.field(
        default=strawberry.UNSET, description="End of it: at most 400 days later."
    )
    artist_ids: list[strawberry.ID] | None = strawberry.field(
        default=strawberry.UNSET,
        description=f"The artists that you look at, {MOST_ARTISTS} at most; without: all.",
    )
    booking_id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="The booking that you edit."
    )
    leave: bool = strawberry.field(
        default=False, description="You are no longer there; the other fields do not matter."
    )


@strawberry.type(description="Your presence was noted.")
class PresenceSaved:
    """Success of `updatePresence`."""

    expires_in: float | None = strawberry.field(
        description=(
            "Seconds until it ends by itself: send it again when a third of them has passed. Null"
            " once you have left."
        )
    )


UpdatePresenceResult = Annotated[
    PresenceSaved | InvalidInput | NotFound | Forbidden | TooManySessions,
    strawberry.union("UpdatePresenceResult", description="What `updatePresence` answers."),
]


def _saved(expires_in: float | None) -> PresenceSaved:
    return PresenceSaved(expires_in=expires_in)


@answering(_saved)
async def update_presence(info: Info, input: UpdatePresenceInput) -> float | None:  # noqa: A002
    ctx, desk = info.context.use_case, info.context.services.desk
    session = parse_id(input.session)
    if session is None:
        raise Invalid("The session is to be a UUID.", ("session",))
    if input.leave:
        await presence.leave(ctx, desk, session)
        return None
    await presence.be_present(ctx, desk, session, _attention(input))
    return desk.lifetime


def _attention(given: UpdatePresenceInput) -> Attention:
    artists = value_or_none(given.artist_ids) or ()
    return attention(
        value_or_none(given.from_),
        value_or_none(given.to),
        [own_id(each, "artist", "artistIds") for each in artists],
        related_id(value_or_none(given.booking_id), "booking", "bookingId"),
    )


async def watch(info: Info) -> AsyncIterator[PresenceList]:
    rosters = presence.watch_presence(info.context.services.desk, info.context.renew)
    async with aclosing(rosters):
        async for roster in rosters:
            yield cast("PresenceList", Shared(partial(_list, roster), roster.texts))


def _list(roster: Roster) -> PresenceList:
    return PresenceList(
        present=[_shown(each, roster.names[each.user_id]) for each in roster.present]
    )


def _shown(present: Present, name: str) -> Presence:
    seen, window = present.attention, present.attention.window
    return Presence(
        user=PresentUser(id=_id(present.user_id), name=name),
        session=_id(present.session),
        since=present.since,
        from_=window.start if window else None,
        to=window.end if window else None,
        artist_ids=[_id(each) for each in seen.artist_ids] or None,
        booking_id=_id(seen.booking_id) if seen.booking_id else None,
    )


def _id(value: UUID) -> strawberry.ID:
    return strawberry.ID(str(value))


@strawberry.type
class PresenceMutations:
    """The part of Mutation that is about presence."""

    update_presence: UpdatePresenceResult = strawberry.field(
        resolver=update_presence,
        graphql_type=UpdatePresenceResult,
        metadata=needs(Scope.SCHEDULE_READ),
        description=(
            "Say that you are there and what you look at, for others to see. It ends by itself"
            " unless you say it again. Nothing is stored."
        ),
    )


@strawberry.type
class PresenceSubscription:
    """The part of Subscription that is about presence."""

    presence: Any = strawberry.subscription(
        resolver=watch,
        graphql_type=PresenceList,
        metadata=needs(Scope.SCHEDULE_READ),
        description=(
            "Who is present in the studio: the whole list, at once and again whenever it changes."
        ),
    )
