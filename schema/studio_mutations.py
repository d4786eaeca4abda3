"""The mutations of a studio itself."""

from dataclasses import fields
from typing import Annotated, cast

import strawberry

from domain.audit import Deed
from domain.roles import Scope
from resolvers import studio
from resolvers.studio import Founded
from schema.compiler.executor import Reference
from schema.context import Info
from schema.inputs import EXPECTED_VERSION, given, value_or_none
from schema.permissions import needs
from schema.refusals import (
    Duplicate,
    Forbidden,
    InvalidInput,
    NotOffered,
    StaleVersion,
    answering,
)
from schema.studio import StudioSettings


@strawberry.input(description="A change: what is left out stays, null clears.")
class UpdateStudioSettingsInput:
    """What to change."""

    name: str | None = strawberry.field(default=strawberry.UNSET, description="Its name.")
    time_zone: str | None = strawberry.field(default=strawberry.UNSET, description="An IANA name.")
    currency: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="An ISO 4217 code. Amounts are not converted: they are taken as they stand.",
    )
    hold_expiry_hours: int | None = strawberry.field(
        default=strawberry.UNSET,
        description="How long a new hold lives, in hours; null: until it is released.",
    )
    business_hours: list[str] | None = strawberry.field(
        default=strawberry.UNSET,
        description="Its weekly hours, such as `mon 09:00-18:00`, in its time zone.",
    )
    challenge_hours: int | None = strawberry.field(
        default=strawberry.UNSET,
        description="Within how many business hours a challenge is to be answered.",
    )
    artists_see_busy: bool | None = strawberry.field(
        default=strawberry.UNSET, description="Whether artists see that others are booked."
    )
    artists_may_hold: bool | None = strawberry.field(
        default=strawberry.UNSET, description="Whether artists may put holds on their own time."
    )
    expected_version: int | None = strawberry.field(
        default=strawberry.UNSET, description=EXPECTED_VERSION
    )


@strawberry.input(description="A studio to found.")
class CreateStudioInput:
    """What it is to be."""

    slug: str = strawberry.field(
        description="Its short name in addresses: small letters, digits, hyphens. It stays."
    )
    name: str = strawberry.field(description="Its name.")
    time_zone: str = strawberry.field(description="Its time zone, an IANA name.")
    currency: str = strawberry.field(description="The currency of its money, an ISO 4217 code.")


@strawberry.type(description="The settings were saved.")
class StudioSettingsSaved:
    """Success of `updateStudioSettings`."""

    studio_settings: StudioSettings = strawberry.field(description="The settings as they are now.")


@strawberry.type(description="The studio was founded. Sign in to it to see it.")
class StudioCreated:
    """Success of `createStudio`."""

    id: strawberry.ID = strawberry.field(description="A UUID.")
    slug: str = strawberry.field(description="Its short name.")
    name: str = strawberry.field(description="Its name.")


UpdateStudioSettingsResult = Annotated[
    StudioSettingsSaved | InvalidInput | StaleVersion,
    strawberry.union(
        "UpdateStudioSettingsResult", description="What `updateStudioSettings` answers."
    ),
]
CreateStudioResult = Annotated[
    StudioCreated | InvalidInput | Duplicate | NotOffered | Forbidden,
    strawberry.union("CreateStudioResult", description="What `createStudio` answers."),
]


def _settings_saved(deed: Deed) -> StudioSettingsSaved:
    return StudioSettingsSaved(studio_settings=cast("StudioSettings", Reference(deed.resource_id)))


def _created(founded: Founded) -> StudioCreated:
    return StudioCreated(id=strawberry.ID(str(founded.id)), slug=founded.slug, name=founded.name)


@answering(_settings_saved)
async def update_studio_settings(info: Info, input: UpdateStudioSettingsInput) -> Deed:  # noqa: A002
    kept = {field.name for field in fields(input)} - {"hold_expiry_hours"}
    return await studio.update_studio_settings(
        info.context.use_case,
        given(input, but=("expected_version",), keep=kept),
        expected_version=value_or_none(input.expected_version),
    )


@answering(_created)
async def create_studio(info: Info, input: CreateStudioInput) -> Founded:  # noqa: A002
    offered = info.context.services.anyone_founds
    return await studio.create_studio(info.context.use_case, given(input), offered=offered)


@strawberry.type
class StudioMutations:
    """The part of Mutation that is about studios."""

    update_studio_settings: UpdateStudioSettingsResult = strawberry.field(
        resolver=update_studio_settings,
        graphql_type=UpdateStudioSettingsResult,
        metadata=needs(Scope.STUDIO_WRITE),
        description="Change the studio's settings.",
    )
    create_studio: CreateStudioResult = strawberry.field(
        resolver=create_studio,
        graphql_type=CreateStudioResult,
        metadata=needs(Scope.SCHEDULE_READ),
        description="Found another studio, of which you are the owner.",
    )
