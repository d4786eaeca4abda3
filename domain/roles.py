"""Who may do what: roles are bundles of scopes, and every root field of the API needs one scope."""

from enum import StrEnum


class Role(StrEnum):
    """What a person is in a studio."""

    OWNER = "owner"
    ADMIN = "admin"
    MANAGER = "manager"
    ARTIST = "artist"
    VIEWER = "viewer"


class Scope(StrEnum):
    """One right, as partners see it in `viewer.scopes`."""

    SCHEDULE_READ = "schedule:read"
    RATES_READ = "rates:read"
    BOOKINGS_WRITE = "bookings:write"
    ARTISTS_WRITE = "artists:write"
    PROJECTS_WRITE = "projects:write"
    LOG_READ = "log:read"


_READ = frozenset({Scope.SCHEDULE_READ})
_PLAN = _READ | {
    Scope.RATES_READ,
    Scope.BOOKINGS_WRITE,
    Scope.ARTISTS_WRITE,
    Scope.PROJECTS_WRITE,
}
_ADMINISTER = _PLAN | {Scope.LOG_READ}

SCOPES: dict[Role, frozenset[Scope]] = {
    Role.OWNER: _ADMINISTER,
    Role.ADMIN: _ADMINISTER,
    Role.MANAGER: _PLAN,
    Role.ARTIST: _READ,
    Role.VIEWER: _READ,
}
