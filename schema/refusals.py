"""Typed refusals: the members of every mutation's result that are no success."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast
from uuid import UUID

import strawberry

from domain import errors
from domain.errors import ErrorCode, Obstacle
from schema.attempts import note_attempt
from schema.bookings import Booking
from schema.compiler.executor import Reference
from schema.meter import EXPECTED_ITEMS
from schema.nodes import Node

P = ParamSpec("P")
T = TypeVar("T")


@strawberry.interface(description="Why nothing was changed. Always select `... on UserError`.")
class UserError:
    """What all refusals have."""

    code: ErrorCode = strawberry.field(description="The reason, for programs.")
    message: str = strawberry.field(description="The reason, for people.")
    path: list[str] = strawberry.field(
        description="The field of the input at fault, from `input` inwards; empty: none is."
    )


@strawberry.type(description="The input breaks a rule.")
class InvalidInput(UserError):
    """INVALID_INPUT."""


@strawberry.type(description="There is no such thing in this studio.")
class NotFound(UserError):
    """NOT_FOUND."""


@strawberry.type(description="Your role does not allow it, or not of this one.")
class Forbidden(UserError):
    """FORBIDDEN."""


@strawberry.type(description="Something else already has what must be unique.")
class Duplicate(UserError):
    """DUPLICATE."""


@strawberry.type(description="The id stands for something made from other input.")
class IdReused(UserError):
    """ID_REUSED."""


@strawberry.type(description="Somebody else changed it first.")
class StaleVersion(UserError):
    """STALE_VERSION."""

    current: Node = strawberry.field(description="It as it is now.")


@strawberry.type(description="The booking's status does not allow this step.")
class InvalidTransition(UserError):
    """INVALID_TRANSITION."""


@strawberry.type(description="The hold ran out.")
class HoldExpired(UserError):
    """HOLD_EXPIRED."""


@strawberry.type(description="An archived artist cannot be booked.")
class ArtistArchived(UserError):
    """ARTIST_ARCHIVED."""


@strawberry.type(description="An ended project takes no bookings.")
class ProjectEnded(UserError):
    """PROJECT_ENDED."""


@strawberry.type(description="A studio always has an owner.")
class LastOwner(UserError):
    """LAST_OWNER."""


@strawberry.type(description="It is not yours to decide or to give away.")
class BeyondYourRole(UserError):
    """BEYOND_YOUR_ROLE."""


@strawberry.type(description="The operator of this server has not switched it on.")
class NotOffered(UserError):
    """NOT_OFFERED."""


@strawberry.type(
    description="As many sessions are present already as may be at a time: leave in another."
)
class TooManySessions(UserError):
    """TOO_MANY_SESSIONS."""


@strawberry.type(description="The artist is taken: the bookings in the way are `conflicts`.")
class BookingConflict(UserError):
    """BOOKING_CONFLICT."""

    conflicts: list[Booking] = strawberry.field(
        description="The pencils and confirmed bookings that stand in the way."
    )


@strawberry.type(
    description="Other projects' holds come first: `override` with a reason passes over them."
)
class HigherHoldExists(UserError):
    """HIGHER_HOLD_EXISTS."""

    holds: list[Booking] = strawberry.field(description="The holds with a better rank.")


@strawberry.type(description="Why one of many bookings cannot be what was asked for.")
class BookingRefusal:
    """A refusal of one booking among many."""

    booking_id: strawberry.ID = strawberry.field(description="Which one.")
    code: ErrorCode = strawberry.field(description="The reason, for programs.")
    message: str = strawberry.field(description="The reason, for people.")
    in_the_way: list[strawberry.ID] = strawberry.field(
        description="The bookings or better-ranked holds that stand in its way."
    )


@strawberry.type(description="Nothing was done to any of the bookings.")
class BulkRefused(UserError):
    """BULK_REFUSED."""

    refusals: list[BookingRefusal] = strawberry.field(
        description="Each booking that is refused, and why."
    )
    bookings: list[Booking] = strawberry.field(
        description="Those that are refused and those that stand in their way, as they are now.",
        metadata={EXPECTED_ITEMS: 500},
    )


@strawberry.type(description="Say first what becomes of the confirmed bookings ahead.")
class BookingsAhead(UserError):
    """BOOKINGS_AHEAD."""

    count: int = strawberry.field(description="How many there are.")
    bookings: list[Booking] = strawberry.field(
        description="The first hundred of them, the earliest first.",
        metadata={EXPECTED_ITEMS: 20},
    )


@strawberry.type(description="A change that is not yours to undo, or not any more.")
class UndoRefused(UserError):
    """CANNOT_UNDO."""

    obstacle: Obstacle = strawberry.field(description="What stands in the way, for programs.")
    bookings: list[Booking] = strawberry.field(description="The bookings that stand in the way.")


_PLAIN: dict[type[errors.Refusal], type[UserError]] = {
    errors.InvalidInput: InvalidInput,
    errors.NotFound: NotFound,
    errors.Forbidden: Forbidden,
    errors.Duplicate: Duplicate,
    errors.IdReused: IdReused,
    errors.InvalidTransition: InvalidTransition,
    errors.HoldExpired: HoldExpired,
    errors.ArtistArchived: ArtistArchived,
    errors.ProjectEnded: ProjectEnded,
    errors.LastOwner: LastOwner,
    errors.BeyondYourRole: BeyondYourRole,
    errors.NotOffered: NotOffered,
    errors.TooManySessions: TooManySessions,
}


def refused(refusal: errors.Refusal) -> UserError:
    """The refusal as the API shows it."""
    common: dict[str, Any] = {
        "code": refusal.code,
        "message": refusal.message,
        "path": list(refusal.path),
    }
    match refusal:
        case errors.BookingConflict(conflicts=ids):
            return BookingConflict(**common, conflicts=cast("list[Booking]", Reference(list(ids))))
        case errors.HigherHoldExists(holds=ids):
            return HigherHoldExists(**common, holds=cast("list[Booking]", Reference(list(ids))))
        case errors.BookingsAhead(bookings=ids):
            first = cast("list[Booking]", Reference(list(ids[:100])))
            return BookingsAhead(**common, count=len(ids), bookings=first)
        case errors.BulkRefused(refusals=refusals):
            return _bulk(refusals, common)
        case errors.CannotUndo(obstacle=obstacle, bookings=ids):
            bookings = cast("list[Booking]", Reference(list(ids)))
            return UndoRefused(**common, obstacle=obstacle, bookings=bookings)
        case errors.StaleVersion(kind=kind, entity_id=entity_id):
            current = Reference(entity_id, type_name=kind.title().replace(" ", ""))
            return StaleVersion(**common, current=cast("Node", current))
    return _PLAIN[type(refusal)](**common)


def _bulk(refusals: Mapping[UUID, errors.Refusal], common: dict[str, Any]) -> BulkRefused:
    ways = {each: _in_the_way(refusal) for each, refusal in refusals.items()}
    named = dict.fromkeys([*refusals, *(each for way in ways.values() for each in way)])
    gone = {each for each, refusal in refusals.items() if isinstance(refusal, errors.NotFound)}
    return BulkRefused(
        **common,
        refusals=[
            BookingRefusal(
                booking_id=strawberry.ID(str(each)),
                code=refusal.code,
                message=refusal.message,
                in_the_way=[strawberry.ID(str(other)) for other in ways[each]],
            )
            for each, refusal in refusals.items()
        ],
        bookings=cast("list[Booking]", Reference([each for each in named if each not in gone])),
    )


def _in_the_way(refusal: errors.Refusal) -> Sequence[UUID]:
    match refusal:
        case errors.BookingConflict(conflicts=ids) | errors.HigherHoldExists(holds=ids):
            return ids
    return ()


def answering(
    payload: Callable[[T], Any],
) -> Callable[[Callable[P, Awaitable[T]]], Callable[P, Awaitable[Any]]]:
    """Make a mutation answer `payload` of what it did, or its refusal as a value.

    Which refusals there may be says the union that the field declares. What came to nothing goes
    into the audit log; what was done, its own transaction has recorded.
    """

    def wrap(resolver: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[Any]]:
        @wraps(resolver)
        async def answer(*args: P.args, **kwargs: P.kwargs) -> Any:
            try:
                return payload(await resolver(*args, **kwargs))
            except errors.Refusal as refusal:
                note_attempt(kwargs, refusal)
                return refused(refusal)
            except BaseException as error:
                note_attempt(kwargs, error)
                raise

        answer.payload = payload  # type: ignore[attr-defined]  # for the short way to find
        return answer

    return wrap
