"""Who may make whom what: rules about the members of a studio."""

from datetime import timedelta
from uuid import UUID

from domain.errors import BeyondYourRole, InvalidInput, LastOwner
from domain.roles import Role

INVITATION_LASTS = timedelta(days=14)


def invite(role: Role) -> None:
    """Whether somebody may be invited as that. Raises `InvalidInput`."""
    if role is Role.OWNER:
        raise InvalidInput("Nobody is invited as an owner: make them one later.", ("role",))


def change_role(own: Role, current: Role, role: Role) -> None:
    """Whether a member with the role `own` may turn another's `current` one into `role`.

    Raises `BeyondYourRole`.
    """
    if own is not Role.OWNER and Role.OWNER in (current, role):
        raise BeyondYourRole("Only an owner decides who is an owner.", ("role",))


def remove(own: Role, current: Role, *, owners: int) -> None:
    """Whether a member may remove one with the role `current`; the studio has so many `owners`.

    Raises `BeyondYourRole`, `LastOwner`.
    """
    if current is not Role.OWNER:
        return
    if own is not Role.OWNER:
        raise BeyondYourRole("Only an owner removes an owner.", ("userId",))
    if owners == 1:
        raise LastOwner("The last owner stays: transfer the studio first.", ("userId",))


def not_oneself(user_id: UUID, own_id: UUID | None) -> None:
    """Refuse to decide about one's own role. Raises `InvalidInput`."""
    if user_id == own_id:
        raise InvalidInput("Nobody changes their own role.", ("userId",))
