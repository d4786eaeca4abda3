"""The mutations of members and invitations."""

from typing import Annotated, cast

import strawberry

from domain.audit import Deed
from domain.roles import Role, Scope
from resolvers import artists, invitations, members
from resolvers.change import Saved
from schema.compiler.executor import Reference
from schema.context import Info
from schema.inputs import EXPECTED_VERSION, own_id, related_id, value_or_none
from schema.members import Invitation, Member
from schema.payloads import ArtistSaved, artist_saved
from schema.permissions import needs
from schema.refusals import (
    BeyondYourRole,
    Duplicate,
    Forbidden,
    InvalidInput,
    LastOwner,
    NotFound,
    StaleVersion,
    answering,
)


@strawberry.input(description="Somebody to invite. For the same e-mail again, it is renewed.")
class InviteMemberInput:
    """Whom."""

    email: str = strawberry.field(description="The address with which they are going to sign in.")
    role: Role = strawberry.field(description="What they are going to be; not an owner.")
    artist_id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="The artist as whom they are going to sign in."
    )


@strawberry.input(description="An invitation to take back.")
class WithdrawInvitationInput:
    """Which."""

    id: strawberry.ID = strawberry.field(description="Which invitation.")


@strawberry.input(description="A member, and what to make of them.")
class ChangeMemberRoleInput:
    """Who becomes what."""

    user_id: strawberry.ID = strawberry.field(description="Which member; not yourself.")
    role: Role = strawberry.field(description="What they are to be.")


@strawberry.input(description="A member to remove.")
class RemoveMemberInput:
    """Whom."""

    user_id: strawberry.ID = strawberry.field(description="Which member; yourself, to leave.")


@strawberry.input(description="To whom the studio goes.")
class TransferOwnershipInput:
    """To whom."""

    user_id: strawberry.ID = strawberry.field(
        description="Which member is to be the owner. You stay as an admin."
    )


@strawberry.input(description="An artist, and the member who signs in as that artist.")
class LinkArtistInput:
    """Who is who."""

    artist_id: strawberry.ID = strawberry.field(description="Which artist.")
    user_id: strawberry.ID | None = strawberry.field(description="Which member; null: none.")
    expected_version: int | None = strawberry.field(
        default=strawberry.UNSET, description=EXPECTED_VERSION
    )


@strawberry.type(description="The invitation stands.")
class InvitationSaved:
    """Success of `inviteMember`."""

    invitation: Invitation = strawberry.field(description="The invitation as it is now.")


@strawberry.type(description="The invitation is no more.")
class InvitationWithdrawn:
    """Success of `withdrawInvitation`."""

    id: strawberry.ID = strawberry.field(description="Which it was.")


@strawberry.type(description="The member was saved.")
class MemberSaved:
    """Success of the mutations of a member who stays."""

    member: Member = strawberry.field(description="The member as they are now.")


@strawberry.type(description="The member is out.")
class MemberRemoved:
    """Success of `removeMember`."""

    user_id: strawberry.ID = strawberry.field(description="Who it was.")


InviteMemberResult = Annotated[
    InvitationSaved | InvalidInput | NotFound | Duplicate,
    strawberry.union("InviteMemberResult", description="What `inviteMember` answers."),
]
WithdrawInvitationResult = Annotated[
    InvitationWithdrawn | NotFound,
    strawberry.union("WithdrawInvitationResult", description="What `withdrawInvitation` answers."),
]
ChangeMemberRoleResult = Annotated[
    MemberSaved | InvalidInput | NotFound | BeyondYourRole | Forbidden,
    strawberry.union("ChangeMemberRoleResult", description="What `changeMemberRole` answers."),
]
RemoveMemberResult = Annotated[
    MemberRemoved | NotFound | BeyondYourRole | LastOwner | Forbidden,
    strawberry.union("RemoveMemberResult", description="What `removeMember` answers."),
]
TransferOwnershipResult = Annotated[
    MemberSaved | InvalidInput | NotFound | Forbidden,
    strawberry.union("TransferOwnershipResult", description="What `transferOwnership` answers."),
]
LinkArtistResult = Annotated[
    ArtistSaved | NotFound | StaleVersion | Duplicate,
    strawberry.union("LinkArtistResult", description="What `linkArtist` answers."),
]


def _invitation_saved(deed: Deed) -> InvitationSaved:
    return InvitationSaved(invitation=cast("Invitation", Reference(deed.resource_id)))


def _invitation_withdrawn(deed: Deed) -> InvitationWithdrawn:
    return InvitationWithdrawn(id=strawberry.ID(str(deed.resource_id)))


def _member_saved(deed: Deed) -> MemberSaved:
    return MemberSaved(member=cast("Member", Reference(deed.resource_id, key="user_id")))


def _member_removed(deed: Deed) -> MemberRemoved:
    return MemberRemoved(user_id=strawberry.ID(str(deed.resource_id)))


@answering(_invitation_saved)
async def invite_member(info: Info, input: InviteMemberInput) -> Deed:  # noqa: A002
    artist_id = related_id(value_or_none(input.artist_id), "artist", "artistId")
    return await invitations.invite_member(
        info.context.use_case, input.email, input.role, artist_id=artist_id
    )


@answering(_invitation_withdrawn)
async def withdraw_invitation(info: Info, input: WithdrawInvitationInput) -> Deed:  # noqa: A002
    invitation_id = own_id(input.id, "invitation")
    return await invitations.withdraw_invitation(info.context.use_case, invitation_id)


@answering(_member_saved)
async def change_member_role(info: Info, input: ChangeMemberRoleInput) -> Deed:  # noqa: A002
    user_id = own_id(input.user_id, "member", "userId")
    return await members.change_member_role(info.context.use_case, user_id, input.role)


@answering(_member_removed)
async def remove_member(info: Info, input: RemoveMemberInput) -> Deed:  # noqa: A002
    user_id = own_id(input.user_id, "member", "userId")
    return await members.remove_member(info.context.use_case, user_id)


@answering(_member_saved)
async def transfer_ownership(info: Info, input: TransferOwnershipInput) -> Deed:  # noqa: A002
    user_id = own_id(input.user_id, "member", "userId")
    return await members.transfer_ownership(info.context.use_case, user_id)


@answering(artist_saved)
async def link_artist(info: Info, input: LinkArtistInput) -> Saved:  # noqa: A002
    return await artists.link_artist(
        info.context.use_case,
        own_id(input.artist_id, "artist", "artistId"),
        related_id(input.user_id, "member", "userId"),
        expected_version=value_or_none(input.expected_version),
    )


@strawberry.type
class MemberMutations:
    """The part of Mutation that is about who belongs to the studio."""

    invite_member: InviteMemberResult = strawberry.field(
        resolver=invite_member,
        graphql_type=InviteMemberResult,
        metadata=needs(Scope.MEMBERS_WRITE),
        description="Invite somebody, or renew their invitation: it lasts for 14 days.",
    )
    withdraw_invitation: WithdrawInvitationResult = strawberry.field(
        resolver=withdraw_invitation,
        graphql_type=WithdrawInvitationResult,
        metadata=needs(Scope.MEMBERS_WRITE),
        description="Take an invitation back.",
    )
    change_member_role: ChangeMemberRoleResult = strawberry.field(
        resolver=change_member_role,
        graphql_type=ChangeMemberRoleResult,
        metadata=needs(Scope.MEMBERS_WRITE),
        description="Make a member something else, at once. Only an owner decides about owners.",
    )
    remove_member: RemoveMemberResult = strawberry.field(
        resolver=remove_member,
        graphql_type=RemoveMemberResult,
        metadata=needs(Scope.MEMBERS_WRITE),
        description="Remove a member, who is out at once, with the keys that they made.",
    )
    transfer_ownership: TransferOwnershipResult = strawberry.field(
        resolver=transfer_ownership,
        graphql_type=TransferOwnershipResult,
        metadata=needs(Scope.STUDIO_OWN),
        description="Make another member the owner in your place.",
    )
    link_artist: LinkArtistResult = strawberry.field(
        resolver=link_artist,
        graphql_type=LinkArtistResult,
        metadata=needs(Scope.MEMBERS_WRITE),
        description="Say which member signs in as an artist, or that none does.",
    )
