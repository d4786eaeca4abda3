"""The mutations of challenges."""

from typing import Annotated, cast

import strawberry

from domain.challenge import ChallengeAnswer
from domain.roles import Scope
from resolvers import challenges as use_cases
from resolvers.change import Saved
from schema.booking_inputs import OVERRIDE, Override
from schema.challenges import Challenge
from schema.compiler.executor import Reference
from schema.context import Info
from schema.inputs import own_id, value_or_none
from schema.payloads import REVISION, Warning, warnings_of  # noqa: A004 - as there
from schema.permissions import needs
from schema.refusals import (
    ArtistArchived,
    BeyondYourRole,
    BookingConflict,
    Duplicate,
    HigherHoldExists,
    HoldExpired,
    InvalidInput,
    InvalidTransition,
    NotFound,
    ProjectEnded,
    answering,
)


@strawberry.input(description="A hold that asks what stands before it to confirm or to let go.")
class ChallengeHoldInput:
    """Who asks whom."""

    id: strawberry.ID = strawberry.field(description="The hold that is ready to confirm.")
    challenged_id: strawberry.ID = strawberry.field(
        description="The hold or pencil of other work that stands before it."
    )
    reason: str | None = strawberry.field(
        default=strawberry.UNSET, description="What the others should know."
    )


@strawberry.input(description="An answer to a challenge.")
class AnswerChallengeInput:
    """What to say."""

    id: strawberry.ID = strawberry.field(description="Which challenge.")
    answer: ChallengeAnswer = strawberry.field(description="Whether to confirm or to release.")
    reason: str | None = strawberry.field(
        default=strawberry.UNSET, description="Why; kept with the booking."
    )
    override: Override | None = strawberry.field(default=strawberry.UNSET, description=OVERRIDE)


@strawberry.input(description="A challenge to take back.")
class WithdrawChallengeInput:
    """Which one."""

    id: strawberry.ID = strawberry.field(description="Which challenge.")


@strawberry.type(description="The challenge was saved.")
class ChallengeSaved:
    """Success of every mutation of one challenge."""

    challenge: Challenge = strawberry.field(description="The challenge as it is now.")
    warnings: list[Warning] = strawberry.field(description="What to know about it.")
    revision: int = strawberry.field(description=REVISION)


ChallengeHoldResult = Annotated[
    ChallengeSaved
    | InvalidInput
    | NotFound
    | InvalidTransition
    | HoldExpired
    | Duplicate
    | ArtistArchived
    | ProjectEnded,
    strawberry.union("ChallengeHoldResult", description="What `challengeHold` answers."),
]
AnswerChallengeResult = Annotated[
    ChallengeSaved
    | BookingConflict
    | HigherHoldExists
    | InvalidInput
    | NotFound
    | InvalidTransition
    | HoldExpired
    | BeyondYourRole
    | ArtistArchived
    | ProjectEnded,
    strawberry.union("AnswerChallengeResult", description="What `answerChallenge` answers."),
]
WithdrawChallengeResult = Annotated[
    ChallengeSaved | NotFound | InvalidTransition | BeyondYourRole,
    strawberry.union("WithdrawChallengeResult", description="What `withdrawChallenge` answers."),
]


def _saved(saved: Saved) -> ChallengeSaved:
    return ChallengeSaved(
        challenge=cast("Challenge", Reference(saved.id)),
        warnings=warnings_of(saved.warnings),
        revision=saved.revision,
    )


@answering(_saved)
async def challenge_hold(info: Info, input: ChallengeHoldInput) -> Saved:  # noqa: A002
    return await use_cases.challenge_hold(
        info.context.use_case,
        own_id(input.id, "booking"),
        own_id(input.challenged_id, "booking", "challengedId"),
        reason=value_or_none(input.reason),
    )


@answering(_saved)
async def answer_challenge(info: Info, input: AnswerChallengeInput) -> Saved:  # noqa: A002
    return await use_cases.answer_challenge(
        info.context.use_case,
        own_id(input.id, "challenge"),
        input.answer,
        reason=value_or_none(input.reason),
        override=input.override.reason if input.override else None,
    )


@answering(_saved)
async def withdraw_challenge(info: Info, input: WithdrawChallengeInput) -> Saved:  # noqa: A002
    return await use_cases.withdraw_challenge(info.context.use_case, own_id(input.id, "challenge"))


@strawberry.type
class ChallengeMutations:
    """The part of Mutation that is about challenges."""

    challenge_hold: ChallengeHoldResult = strawberry.field(
        resolver=challenge_hold,
        graphql_type=ChallengeHoldResult,
        metadata=needs(Scope.BOOKINGS_WRITE),
        description=(
            "Ask those who stand before a hold to confirm or to let go, within the studio's"
            " business hours. Meanwhile the hold does not run out; once the way is clear it is"
            " confirmed."
        ),
    )
    answer_challenge: AnswerChallengeResult = strawberry.field(
        resolver=answer_challenge,
        graphql_type=AnswerChallengeResult,
        metadata=needs(Scope.BOOKINGS_WRITE),
        description="Confirm what is challenged, or release the contested days of it.",
    )
    withdraw_challenge: WithdrawChallengeResult = strawberry.field(
        resolver=withdraw_challenge,
        graphql_type=WithdrawChallengeResult,
        metadata=needs(Scope.BOOKINGS_WRITE),
        description="Take a challenge back.",
    )
