"""Who may do what: roles are bundles of scopes, and every root field of the API needs a scope."""

from enum import StrEnum


class Role(StrEnum):
    """What a person is in a studio."""

    OWNER = "owner"
    ADMIN = "admin"
    MANAGER = "manager"
    ARTIST = "artist"
    VIEWER = "viewer"


ADMINISTRATORS = frozenset({Role.OWNER, Role.ADMIN})
"""Those who look after the studio and its people."""


class Scope(StrEnum):
    """One right, as partners see it in `viewer.scopes`."""

    SCHEDULE_READ = "schedule:read"
    RATES_READ = "rates:read"
    CONTACTS_READ = "contacts:read"
    BOOKINGS_WRITE = "bookings:write"
    ARTISTS_WRITE = "artists:write"
    PROJECTS_WRITE = "projects:write"
    BOOKINGS_OWN = "bookings:own"
    LOG_READ = "log:read"
    MEMBERS_WRITE = "members:write"
    KEYS_WRITE = "keys:write"
    AUDIT_READ = "audit:read"
    STUDIO_WRITE = "studio:write"
    STUDIO_OWN = "studio:own"


_READ = frozenset({Scope.SCHEDULE_READ})
_PLAN = _READ | {
    Scope.RATES_READ,
    Scope.CONTACTS_READ,
    Scope.BOOKINGS_WRITE,
    Scope.ARTISTS_WRITE,
    Scope.PROJECTS_WRITE,
}
_ADMINISTER = _PLAN | {
    Scope.LOG_READ,
    Scope.MEMBERS_WRITE,
    Scope.KEYS_WRITE,
    Scope.AUDIT_READ,
    Scope.STUDIO_WRITE,
}

KEY_SCOPES = frozenset(Scope) - {Scope.KEYS_WRITE, Scope.MEMBERS_WRITE, Scope.STUDIO_OWN}
"""What a program may be given: nothing that lets it give rights to others."""

SCOPES: dict[Role, frozenset[Scope]] = {
    Role.OWNER: _ADMINISTER | {Scope.STUDIO_OWN},
    Role.ADMIN: _ADMINISTER,
    Role.MANAGER: _PLAN,
    Role.ARTIST: _READ | {Scope.BOOKINGS_OWN},
    Role.VIEWER: _READ,
}
