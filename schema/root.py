"""The whole schema, put together."""

import strawberry
from strawberry.schema.config import StrawberryConfig

from schema.api_key_mutations import ApiKeyMutations
from schema.artist_mutations import ArtistMutations
from schema.booking_mutations import BookingMutations
from schema.challenge_mutations import ChallengeMutations
from schema.compiler.executor import CompilingExecutor
from schema.documents import RequestLimits
from schema.imports import ImportMutations
from schema.live import Subscription
from schema.masking import MaskedSchema
from schema.member_mutations import MemberMutations
from schema.move_mutations import MoveMutations
from schema.people import User
from schema.permissions import Guard
from schema.presence import PresenceMutations
from schema.project_mutations import ProjectMutations
from schema.projects import Phase
from schema.queries import Query
from schema.scalars import SCALARS
from schema.studio_events import LIVE_EVENTS
from schema.studio_mutations import StudioMutations


@strawberry.type
class Mutation(
    BookingMutations,
    ChallengeMutations,
    MoveMutations,
    ArtistMutations,
    ProjectMutations,
    ImportMutations,
    MemberMutations,
    StudioMutations,
    ApiKeyMutations,
    PresenceMutations,
):
    """What can be changed. Each field is one transaction, save for an import: each row is one.

    Presence is not stored and so is none.
    """


def build_schema() -> MaskedSchema:
    """The whole schema, ready to execute."""
    return MaskedSchema(
        query=Query,
        mutation=Mutation,
        subscription=Subscription,
        types=[*LIVE_EVENTS, Phase, User],
        extensions=[RequestLimits, Guard],
        execution_context_class=CompilingExecutor,
        config=StrawberryConfig(scalar_map=SCALARS),
    )
