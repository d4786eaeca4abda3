"""The enums of the contract. Their values are the columns' text, their names that in capitals."""

from enum import Enum

import strawberry

from domain.audit import AuditOutcome
from domain.booking import BookingStatus, EndReason
from domain.challenge import ChallengeAnswer, ChallengeStatus
from domain.errors import ErrorCode, Obstacle
from domain.event import EventKind, EventType
from domain.lifecycle import WarningCode
from domain.project import ConfirmedBookings, Employment, ProjectStatus
from domain.roles import Role
from resolvers.bulk import StepVerb
from resolvers.importing import ImportResult

strawberry.enum(
    BookingStatus,
    description=(
        "How firm a booking is. HOLD: a ranked option that blocks nobody. PENCIL: tentative but"
        " exclusive (in London a *second pencil* is what is a ranked HOLD here). CONFIRMED: firm."
        " CANCELLED: over, see `endReason`."
    ),
)
strawberry.enum(EndReason, description="Why a booking ended.")
strawberry.enum(
    ErrorCode,
    description=(
        "Every reason for which something is refused: as `code` of a UserError, or, for a whole"
        " request, as `extensions.code` of an error."
    ),
)
strawberry.enum(
    ChallengeStatus,
    description=(
        "What has become of a challenge. OPEN: it waits for an answer. CONFIRMED: what was"
        " challenged is firm now, the challenger stays as a backup. RELEASED: it gave the time up."
        " TIMED_OUT: nobody answered, so the contested days were released. WITHDRAWN: the"
        " challenger took it back, or ended. LAPSED: there is nothing to contest any more."
    ),
)
strawberry.enum(
    ChallengeAnswer,
    description=(
        "What to say to a challenge. CONFIRM: ours is firm now. RELEASE: we give the contested days"
        " up, and keep the others."
    ),
)
strawberry.enum(
    Obstacle,
    name="UndoObstacle",
    description=(
        "Why a change cannot be undone. NOT_YOURS: somebody else made it. CHANGED_SINCE: it is not"
        " the last change of that booking. NOT_A_BOOKING: it changed something else too."
        " NOTHING_TO_UNDO: it changed remarks only, which the log does not have."
    ),
)
strawberry.enum(
    StepVerb, name="BulkStep", description="A step that many bookings can take at once."
)
strawberry.enum(EventType, description="What happened.")
strawberry.enum(
    EventKind,
    description=(
        "To what kind of thing something happened. CONFLICT: to none; an attempt was refused."
    ),
)
strawberry.enum(WarningCode, description="What to know about a change that went through.")
strawberry.enum(
    ConfirmedBookings,
    description="What becomes of a project's confirmed bookings ahead when it ends.",
)
strawberry.enum(ProjectStatus, description="Where a project stands.")
strawberry.enum(Employment, description="How an artist works for the studio.")
strawberry.enum(
    ImportResult,
    description=(
        "What became of a row of a file. CREATED: a booking was made of it. EXISTS: its external"
        " id is booked already, and nothing was touched. REFUSED: the rules of booking forbid it."
        " INVALID: it cannot be meant so. In a dry run, what would become of it."
    ),
)
strawberry.enum(
    AuditOutcome,
    description=(
        "How something ended. DONE: it was done. REFUSED: the rules, or the rights of who asked,"
        " forbade it. FAILED: a fault of ours, or it was given up."
    ),
)
strawberry.enum(Role, description="What a person is in a studio; `viewer.scopes` tells the rights.")


@strawberry.enum(description="How to sort artists and projects.")
class NameOrder(Enum):
    """Orders of things with names."""

    NAME_ASC = "name_asc"
    NAME_DESC = "name_desc"
    CREATED_ASC = "created_asc"
    CREATED_DESC = "created_desc"


@strawberry.enum(description="How to sort bookings.")
class BookingOrder(Enum):
    """Orders of bookings."""

    START_TIME_ASC = "start_time_asc"
    START_TIME_DESC = "start_time_desc"
    CREATED_ASC = "created_asc"
    CREATED_DESC = "created_desc"


@strawberry.enum(description="How to sort the event log.")
class EventOrder(Enum):
    """Orders of events."""

    REVISION_ASC = "revision_asc"
    REVISION_DESC = "revision_desc"


@strawberry.enum(description="How to sort members.")
class MemberOrder(Enum):
    """Orders of members."""

    SINCE_ASC = "since_asc"
    SINCE_DESC = "since_desc"


@strawberry.enum(description="How to sort invitations.")
class InvitationOrder(Enum):
    """Orders of invitations."""

    CREATED_ASC = "created_asc"
    CREATED_DESC = "created_desc"


@strawberry.enum(description="How to sort API keys.")
class ApiKeyOrder(Enum):
    """Orders of API keys."""

    CREATED_ASC = "created_asc"
    CREATED_DESC = "created_desc"


@strawberry.enum(description="How to sort the audit log.")
class AuditOrder(Enum):
    """Orders of audit entries."""

    AT_ASC = "at_asc"
    AT_DESC = "at_desc"
