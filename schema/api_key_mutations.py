"""The mutations of API keys."""

from datetime import datetime
from typing import Annotated, cast

import strawberry

from domain.api_key import Key
from domain.audit import Deed
from domain.roles import Scope
from resolvers import api_keys
from schema.api_keys import ApiKey
from schema.compiler.executor import Reference
from schema.context import Info
from schema.inputs import own_id, value_or_none
from schema.permissions import needs
from schema.refusals import BeyondYourRole, InvalidInput, NotFound, NotOffered, answering


@strawberry.input(description="A key to make.")
class CreateApiKeyInput:
    """What it is to be."""

    name: str = strawberry.field(description="What it is for.")
    scopes: list[str] = strawberry.field(
        description=(
            "What it may do: any of your own `viewer.scopes` but `keys:write`, `members:write`"
            " and `studio:own`."
        )
    )
    expires_at: datetime | None = strawberry.field(
        default=strawberry.UNSET, description="When it ends by itself; without it, never."
    )


@strawberry.input(description="A key to revoke.")
class RevokeApiKeyInput:
    """Which."""

    id: strawberry.ID = strawberry.field(description="Which key.")


@strawberry.type(description="The key was made.")
class ApiKeyCreated:
    """Success of `createApiKey`."""

    api_key: ApiKey = strawberry.field(description="What is known of it.")
    key: str = strawberry.field(
        description="The key itself, this once: send it as `Authorization: Bearer …`."
    )


@strawberry.type(description="The key has ended.")
class ApiKeyRevoked:
    """Success of `revokeApiKey`."""

    api_key: ApiKey = strawberry.field(description="What is known of it.")


CreateApiKeyResult = Annotated[
    ApiKeyCreated | InvalidInput | BeyondYourRole | NotOffered,
    strawberry.union("CreateApiKeyResult", description="What `createApiKey` answers."),
]
RevokeApiKeyResult = Annotated[
    ApiKeyRevoked | NotFound,
    strawberry.union("RevokeApiKeyResult", description="What `revokeApiKey` answers."),
]


def _created(key: Key) -> ApiKeyCreated:
    return ApiKeyCreated(api_key=cast("ApiKey", Reference(key.id)), key=key.text)


def _revoked(deed: Deed) -> ApiKeyRevoked:
    return ApiKeyRevoked(api_key=cast("ApiKey", Reference(deed.resource_id)))


@answering(_created)
async def create_api_key(info: Info, input: CreateApiKeyInput) -> Key:  # noqa: A002
    return await api_keys.create_api_key(
        info.context.use_case,
        info.context.services.pepper,
        input.name,
        input.scopes,
        expires_at=value_or_none(input.expires_at),
    )


@answering(_revoked)
async def revoke_api_key(info: Info, input: RevokeApiKeyInput) -> Deed:  # noqa: A002
    return await api_keys.revoke_api_key(info.context.use_case, own_id(input.id, "API key"))


@strawberry.type
class ApiKeyMutations:
    """The part of Mutation that is about API keys."""

    create_api_key: CreateApiKeyResult = strawberry.field(
        resolver=create_api_key,
        graphql_type=CreateApiKeyResult,
        metadata=needs(Scope.KEYS_WRITE),
        description="Make a key with which a program acts for you.",
    )
    revoke_api_key: RevokeApiKeyResult = strawberry.field(
        resolver=revoke_api_key,
        graphql_type=RevokeApiKeyResult,
        metadata=needs(Scope.KEYS_WRITE),
        description="End a key for good, at once.",
    )
