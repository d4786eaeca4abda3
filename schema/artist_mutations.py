"""The mutations of artists."""

from decimal import Decimal
from typing import Annotated

import strawberry

from domain.project import Employment
from domain.roles import Scope
from resolvers import artists as use_cases
from resolvers.change import Saved
from schema.context import Info
from schema.inputs import EXPECTED_VERSION, given, own_id, value_or_none
from schema.payloads import ArtistSaved, artist_saved
from schema.permissions import needs
from schema.refusals import Duplicate, InvalidInput, NotFound, StaleVersion, answering


@strawberry.input(description="An artist to add.")
class CreateArtistInput:
    """Who it is."""

    name: str = strawberry.field(description="The artist's name.")
    email: str | None = strawberry.field(
        default=strawberry.UNSET, description="Where to reach the artist; unique in the studio."
    )
    specialties: list[str] | None = strawberry.field(
        default=strawberry.UNSET, description="What the artist does."
    )
    employment: Employment = strawberry.field(
        default=Employment.FREELANCE, description="Staff or freelance."
    )
    time_zone: str | None = strawberry.field(
        default=strawberry.UNSET, description="An IANA name; without it the studio's."
    )
    working_hours: list[str] | None = strawberry.field(
        default=strawberry.UNSET,
        description="The weekly hours, such as `mon 09:00-18:00`, in the artist's time zone.",
    )
    hourly_rate: Decimal | None = strawberry.field(
        default=strawberry.UNSET, description="What an hour costs, in the studio's currency."
    )


@strawberry.input(description="A change: what is left out stays, null clears.")
class UpdateArtistInput:
    """What to change."""

    id: strawberry.ID = strawberry.field(description="Of which artist.")
    name: str | None = strawberry.field(default=strawberry.UNSET, description="The artist's name.")
    email: str | None = strawberry.field(
        default=strawberry.UNSET, description="Where to reach the artist; unique in the studio."
    )
    specialties: list[str] | None = strawberry.field(
        default=strawberry.UNSET, description="What the artist does."
    )
    employment: Employment | None = strawberry.field(
        default=strawberry.UNSET, description="Staff or freelance."
    )
    time_zone: str | None = strawberry.field(default=strawberry.UNSET, description="An IANA name.")
    working_hours: list[str] | None = strawberry.field(
        default=strawberry.UNSET,
        description="The weekly hours, such as `mon 09:00-18:00`, in the artist's time zone.",
    )
    hourly_rate: Decimal | None = strawberry.field(
        default=strawberry.UNSET, description="What an hour costs, in the studio's currency."
    )
    expected_version: int | None = strawberry.field(
        default=strawberry.UNSET, description=EXPECTED_VERSION
    )


@strawberry.input(description="An artist to archive, or to bring back.")
class ArchiveArtistInput:
    """Whom."""

    id: strawberry.ID = strawberry.field(description="Which artist.")
    expected_version: int | None = strawberry.field(
        default=strawberry.UNSET, description=EXPECTED_VERSION
    )


CreateArtistResult = Annotated[
    ArtistSaved | InvalidInput | Duplicate,
    strawberry.union("CreateArtistResult", description="What `createArtist` answers."),
]
UpdateArtistResult = Annotated[
    ArtistSaved | InvalidInput | NotFound | StaleVersion | Duplicate,
    strawberry.union("UpdateArtistResult", description="What `updateArtist` answers."),
]
ArchiveArtistResult = Annotated[
    ArtistSaved | NotFound | StaleVersion,
    strawberry.union(
        "ArchiveArtistResult", description="What `archiveArtist` and `restoreArtist` answer."
    ),
]


@answering(artist_saved)
async def create_artist(info: Info, input: CreateArtistInput) -> Saved:  # noqa: A002
    values = {name: value for name, value in given(input).items() if value is not None}
    return await use_cases.create_artist(info.context.use_case, values)


@answering(artist_saved)
async def update_artist(info: Info, input: UpdateArtistInput) -> Saved:  # noqa: A002
    changes = given(
        input,
        but=("id", "expected_version"),
        keep=("name", "specialties", "employment", "time_zone", "working_hours"),
    )
    return await use_cases.update_artist(
        info.context.use_case,
        own_id(input.id, "artist"),
        changes,
        expected_version=value_or_none(input.expected_version),
    )


@answering(artist_saved)
async def archive_artist(info: Info, input: ArchiveArtistInput) -> Saved:  # noqa: A002
    return await use_cases.archive_artist(
        info.context.use_case,
        own_id(input.id, "artist"),
        expected_version=value_or_none(input.expected_version),
    )


@answering(artist_saved)
async def restore_artist(info: Info, input: ArchiveArtistInput) -> Saved:  # noqa: A002
    return await use_cases.restore_artist(
        info.context.use_case,
        own_id(input.id, "artist"),
        expected_version=value_or_none(input.expected_version),
    )


@strawberry.type
class ArtistMutations:
    """The part of Mutation that is about artists."""

    create_artist: CreateArtistResult = strawberry.field(
        resolver=create_artist,
        graphql_type=CreateArtistResult,
        metadata=needs(Scope.ARTISTS_WRITE),
        description="Add an artist.",
    )
    update_artist: UpdateArtistResult = strawberry.field(
        resolver=update_artist,
        graphql_type=UpdateArtistResult,
        metadata=needs(Scope.ARTISTS_WRITE),
        description="Change an artist.",
    )
    archive_artist: ArchiveArtistResult = strawberry.field(
        resolver=archive_artist,
        graphql_type=ArchiveArtistResult,
        metadata=needs(Scope.ARTISTS_WRITE),
        description="Take an artist out of the lists: bookings stay, new ones are refused.",
    )
    restore_artist: ArchiveArtistResult = strawberry.field(
        resolver=restore_artist,
        graphql_type=ArchiveArtistResult,
        metadata=needs(Scope.ARTISTS_WRITE),
        description="Bring an archived artist back.",
    )
