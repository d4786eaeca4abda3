"""What can be refused, and why. Refusals are values of the API; nothing here knows of GraphQL."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from domain.booking import Booking


class ErrorCode(StrEnum):
    """Every reason for which a request is refused. Closed: clients may switch over it."""

    INVALID_INPUT = "INVALID_INPUT"
    NOT_FOUND = "NOT_FOUND"
    BOOKING_CONFLICT = "BOOKING_CONFLICT"
    HIGHER_HOLD_EXISTS = "HIGHER_HOLD_EXISTS"
    HOLD_EXPIRED = "HOLD_EXPIRED"
    INVALID_TRANSITION = "INVALID_TRANSITION"
    STALE_VERSION = "STALE_VERSION"
    ID_REUSED = "ID_REUSED"
    DUPLICATE = "DUPLICATE"
    ARTIST_ARCHIVED = "ARTIST_ARCHIVED"
    PROJECT_ENDED = "PROJECT_ENDED"
    LAST_OWNER = "LAST_OWNER"
    BEYOND_YOUR_ROLE = "BEYOND_YOUR_ROLE"
    BOOKINGS_AHEAD = "BOOKINGS_AHEAD"
    BULK_REFUSED = "BULK_REFUSED"
    CANNOT_UNDO = "CANNOT_UNDO"
    NOT_OFFERED = "NOT_OFFERED"
    TOO_MANY_SESSIONS = "TOO_MANY_SESSIONS"
    UNAUTHENTICATED = "UNAUTHENTICATED"
    STUDIO_REQUIRED = "STUDIO_REQUIRED"
    FORBIDDEN = "FORBIDDEN"
    CURSOR_EXPIRED = "CURSOR_EXPIRED"
    RATE_LIMITED = "RATE_LIMITED"


class DomainError(Exception):
    """A refusal with a code for programs and a sentence for people."""

    code: ErrorCode

    def __init__(self, message: str, **facts: int) -> None:
        """Keep the sentence, and `facts` that programs can act on."""
        super().__init__(message)
        self.message = message
        self.facts = facts


class Refusal(DomainError):
    """A refusal that a mutation answers as a member of its payload union.

    `path` names the input field at fault, from the mutation's `input` inwards; empty: none is.
    """

    def __init__(self, message: str, path: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.path = tuple(path)


class InvalidInput(Refusal):
    """The input breaks a rule that does not depend on anything stored."""

    code = ErrorCode.INVALID_INPUT


class NotFound(Refusal):
    """No such thing in this studio, which is also the answer for another studio's things."""

    code = ErrorCode.NOT_FOUND

    def __init__(self, kind: str, path: Sequence[str] = ("id",)) -> None:
        super().__init__(f"There is no such {kind}.", path)


class Duplicate(Refusal):
    """Something else of the studio already has what must be unique."""

    code = ErrorCode.DUPLICATE


class IdReused(Refusal):
    """The client's id already stands for something made from other input."""

    code = ErrorCode.ID_REUSED


class StaleVersion(Refusal):
    """`expectedVersion` is not the current one: somebody else was first."""

    code = ErrorCode.STALE_VERSION

    def __init__(self, kind: str, entity_id: UUID, current: int, expected: int) -> None:
        super().__init__(
            f"It is at version {current}, not {expected}: somebody changed it meanwhile.",
            ("expectedVersion",),
        )
        self.kind = kind
        self.entity_id = entity_id


class InvalidTransition(Refusal):
    """The booking's status does not allow this step."""

    code = ErrorCode.INVALID_TRANSITION


class HoldExpired(Refusal):
    """The hold ran out before it was pencilled or confirmed."""

    code = ErrorCode.HOLD_EXPIRED


class ArtistArchived(Refusal):
    """An archived artist cannot be booked."""

    code = ErrorCode.ARTIST_ARCHIVED


class ProjectEnded(Refusal):
    """A completed, cancelled or archived project takes no bookings."""

    code = ErrorCode.PROJECT_ENDED


class BookingConflict(Refusal):
    """Pencils or confirmed bookings of the artist, `conflicts`, stand in the way.

    `attempted` is the booking as it was to be. One that `is_new` is not there: its id is nobody's.
    """

    code = ErrorCode.BOOKING_CONFLICT

    def __init__(self, conflicts: Sequence[UUID], attempted: "Booking", *, is_new: bool) -> None:
        super().__init__("The artist is already booked in this time.")
        self.conflicts = tuple(conflicts)
        self.attempted = attempted
        self.is_new = is_new


class HigherHoldExists(Refusal):
    """Holds of other projects, `holds`, come first. An override with a reason passes over them."""

    code = ErrorCode.HIGHER_HOLD_EXISTS

    def __init__(self, holds: Sequence[UUID]) -> None:
        super().__init__("Another project holds the artist with a better rank.")
        self.holds = tuple(holds)


class BulkRefused(Refusal):
    """Nothing was done to any booking, because of those that `refusals` has by their ids."""

    code = ErrorCode.BULK_REFUSED

    def __init__(self, refusals: Mapping[UUID, Refusal]) -> None:
        super().__init__(f"Nothing was changed: {len(refusals)} of the bookings cannot be.")
        self.refusals = refusals


class BookingsAhead(Refusal):
    """A project with confirmed `bookings` ahead ends only once it is said what becomes of them."""

    code = ErrorCode.BOOKINGS_AHEAD

    def __init__(self, bookings: Sequence[UUID]) -> None:
        ahead = (
            f"{len(bookings)} confirmed bookings lie"
            if bookings[1:]
            else "A confirmed booking lies"
        )
        super().__init__(f"{ahead} ahead: cancel or keep?", ("confirmedBookings",))
        self.bookings = tuple(bookings)


class Obstacle(StrEnum):
    """Why a change cannot be undone."""

    NOT_YOURS = "not_yours"
    CHANGED_SINCE = "changed_since"
    NOT_A_BOOKING = "not_a_booking"
    NOTHING_TO_UNDO = "nothing_to_undo"


class CannotUndo(Refusal):
    """A change that is not for this person to undo, or not any more. `bookings` are in the way."""

    code = ErrorCode.CANNOT_UNDO

    def __init__(self, obstacle: Obstacle, message: str, bookings: Sequence[UUID] = ()) -> None:
        super().__init__(message, ("revision",))
        self.obstacle = obstacle
        self.bookings = tuple(bookings)


class LastOwner(Refusal):
    """A studio always has an owner: another one has to be made first."""

    code = ErrorCode.LAST_OWNER


class BeyondYourRole(Refusal):
    """Only an owner decides about owners, and nobody gives away rights that they lack."""

    code = ErrorCode.BEYOND_YOUR_ROLE


class NotOffered(Refusal):
    """The operator of this server has not switched it on."""

    code = ErrorCode.NOT_OFFERED


class TooManySessions(Refusal):
    """As many are present already as may be at a time: of the person, or in the studio."""

    code = ErrorCode.TOO_MANY_SESSIONS

    def __init__(self) -> None:
        super().__init__("As many sessions are present already as may be at a time.", ("session",))


class Unauthenticated(DomainError):
    """No token, or one that is not good (any more)."""

    code = ErrorCode.UNAUTHENTICATED


class StudioRequired(DomainError):
    """Somebody of several studios has not said which they mean."""

    code = ErrorCode.STUDIO_REQUIRED

    def __init__(self) -> None:
        super().__init__(
            "You belong to several studios: send the short name of the one you mean"
            " under `x-studio`. GET /auth/studios lists them."
        )


class Forbidden(Refusal):
    """The role does not allow it, or not of this one."""

    code = ErrorCode.FORBIDDEN


class RateLimited(DomainError):
    """More than is allowed in a minute: come back in `retry_after` seconds."""

    code = ErrorCode.RATE_LIMITED

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message, retryAfter=retry_after)
        self.retry_after = retry_after


class CursorExpired(DomainError):
    """The log cannot be read on from the given revision: reload, then start at `revision`."""

    code = ErrorCode.CURSOR_EXPIRED

    def __init__(self, revision: int) -> None:
        message = f"The log cannot be read on from there: reload and go on from {revision}."
        super().__init__(message, revision=revision)
        self.revision = revision
