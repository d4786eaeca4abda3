"""The operations of members, settings and keys, as a client would write them."""

from typing import Any

from tests.server import Client

REFUSAL = "... on UserError { code message path }"

INVITE = f"""
mutation Invite($input: InviteMemberInput!) {{
  inviteMember(input: $input) {{
    __typename
    ... on InvitationSaved {{
      invitation {{ id email role expiresAt artist {{ id }} invitedBy {{ name }} }}
    }}
    {REFUSAL}
  }}
}}
"""

WITHDRAW = f"""
mutation Withdraw($input: WithdrawInvitationInput!) {{
  withdrawInvitation(input: $input) {{
    __typename ... on InvitationWithdrawn {{ id }} {REFUSAL}
  }}
}}
"""

CHANGE_ROLE = f"""
mutation ChangeRole($input: ChangeMemberRoleInput!) {{
  changeMemberRole(input: $input) {{
    __typename ... on MemberSaved {{ member {{ user {{ id }} role }} }} {REFUSAL}
  }}
}}
"""

REMOVE = f"""
mutation Remove($input: RemoveMemberInput!) {{
  removeMember(input: $input) {{ __typename ... on MemberRemoved {{ userId }} {REFUSAL} }}
}}
"""

TRANSFER = f"""
mutation Transfer($input: TransferOwnershipInput!) {{
  transferOwnership(input: $input) {{
    __typename ... on MemberSaved {{ member {{ user {{ id }} role }} }} {REFUSAL}
  }}
}}
"""

LINK = f"""
mutation Link($input: LinkArtistInput!) {{
  linkArtist(input: $input) {{
    __typename ... on ArtistSaved {{ artist {{ user {{ id }} version }} }} {REFUSAL}
  }}
}}
"""

MEMBERS = """
query Members($first: Int! = 50, $after: String, $orderBy: MemberOrder! = SINCE_ASC) {
  members(first: $first, after: $after, orderBy: $orderBy) {
    nodes { role since user { id name } artist { id } }
    edges { cursor }
    pageInfo { hasNextPage hasPreviousPage endCursor }
    totalCount
  }
}
"""

INVITATIONS = "{ invitations { nodes { id email role artist { id } invitedBy { id } } } }"

SETTINGS = """
{
  studioSettings {
    id slug name timeZone currency holdExpiryHours artistsSeeBusy artistsMayHold version
  }
}
"""

UPDATE_SETTINGS = f"""
mutation Settle($input: UpdateStudioSettingsInput!) {{
  updateStudioSettings(input: $input) {{
    __typename
    ... on StudioSettingsSaved {{
      studioSettings {{ name timeZone currency holdExpiryHours artistsSeeBusy version }}
    }}
    ... on StaleVersion {{ current {{ id ... on StudioSettings {{ name version }} }} }}
    {REFUSAL}
  }}
}}
"""

CREATE_STUDIO = f"""
mutation Found($input: CreateStudioInput!) {{
  createStudio(input: $input) {{
    __typename ... on StudioCreated {{ id slug name }} {REFUSAL}
  }}
}}
"""

CREATE_KEY = f"""
mutation MakeKey($input: CreateApiKeyInput!) {{
  createApiKey(input: $input) {{
    __typename
    ... on ApiKeyCreated {{ key apiKey {{ id name scopes expiresAt createdBy {{ id }} }} }}
    {REFUSAL}
  }}
}}
"""

REVOKE_KEY = f"""
mutation RevokeKey($input: RevokeApiKeyInput!) {{
  revokeApiKey(input: $input) {{
    __typename ... on ApiKeyRevoked {{ apiKey {{ id revokedAt }} }} {REFUSAL}
  }}
}}
"""

KEYS = "{ apiKeys { nodes { id name scopes lastUsedAt revokedAt } } }"


async def done(client: Client, operation: str, **values: Any) -> Any:
    """What the one mutation of an operation answers."""
    (answer,) = (await client.data(operation, input=values)).values()
    return answer


async def refusal_of(client: Client, operation: str, **values: Any) -> Any:
    """The code of the refusal of a mutation, or of the operation as a whole."""
    body = (await client.post(operation, {"input": values})).json()
    if "errors" in body:
        return body["errors"][0]["extensions"]["code"]
    (answer,) = body["data"].values()
    return answer.get("code")
