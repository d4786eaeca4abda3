"""When holds run out: by whose policy, and when their people are told beforehand. Pure rules."""

from datetime import datetime, timedelta

NOTICES = (timedelta(hours=4), timedelta(hours=1))
"""How long before its expiry a hold is announced to run out, the first notice first."""


def policy(project_hours: int | None, studio_hours: int | None) -> timedelta | None:
    """How long a new hold lives: as the project has it, else as the studio. None: for ever.

    A project says 0 where its holds never expire, and nothing where the studio's policy is right.
    """
    hours = studio_hours if project_hours is None else project_hours
    return timedelta(hours=hours) if hours else None


def next_notice(expires_at: datetime | None, *, after: datetime) -> datetime | None:
    """When the hold is next to be announced, strictly after an instant. None: no more."""
    if expires_at is None:
        return None
    notices = (expires_at - before for before in NOTICES)
    return next((notice for notice in notices if notice > after), None)
